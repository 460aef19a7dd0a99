import type { Metadata } from 'next'
import { one, type PagePropsOf } from '@/lib/web/page-props'
import { ManageUser } from './manage-user'
import { userOfPage } from './user'

type Props = PagePropsOf<{ id: string }>

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({
  title: (await userOfPage((await params).id)).name,
})

export default async function ManageUserPage({ params, searchParams }: Props) {
  return <ManageUser user={await userOfPage((await params).id)} notice={one((await searchParams).notice)} />
}
