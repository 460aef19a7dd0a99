import type { Metadata } from 'next'
import type { PagePropsOf } from '@/lib/web/page-props'
import { evidenceOfPage, titleOf } from './evidence'
import { RequestPage } from './request-page'

type Props = PagePropsOf<{ id: string }>

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({
  title: await titleOf((await params).id),
})

export default async function RecoveryRequestPage({ params }: Props) {
  return <RequestPage evidence={await evidenceOfPage((await params).id)} />
}
