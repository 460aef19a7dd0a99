import type { Metadata } from 'next'
import { one, type PagePropsOf } from '@/lib/web/page-props'
import { searchOf } from '../search'
import { groupOfPage } from './group'
import { ManageGroup } from './manage-group'

type Props = PagePropsOf<{ id: string }>

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({
  title: (await groupOfPage((await params).id)).name,
})

export default async function GroupPage({ params, searchParams }: Props) {
  const group = await groupOfPage((await params).id)
  const query = await searchParams
  return <ManageGroup group={group} asked={searchOf(query)} notice={one(query.notice)} />
}
