import { requireAdmin } from '@/lib/web/gates'
import { one, type PageProps } from '@/lib/web/page-props'
import { titled } from '@/lib/web/titled'
import { Groups } from './groups'
import { searchOf } from './search'

export const generateMetadata = titled(requireAdmin, 'Groups')

export default async function GroupsPage({ searchParams }: PageProps) {
  const query = await searchParams
  return <Groups asked={searchOf(query)} notice={one(query.notice)} />
}
