import type { Metadata } from 'next'
import { one, type PagePropsOf } from '@/lib/web/page-props'
import { appOfPage } from './app'
import { ManageApp } from './manage-app'

type Props = PagePropsOf<{ id: string }>

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({
  title: (await appOfPage((await params).id)).name,
})

export default async function AppPage({ params, searchParams }: Props) {
  const { people, notice } = await searchParams
  return <ManageApp app={await appOfPage((await params).id)} cursor={one(people)} notice={one(notice)} />
}
