import { PageDialog } from '@/components/forms/page-dialog'
import { requireAdmin } from '@/lib/web/gates'
import type { PageProps } from '@/lib/web/page-props'
import { titled } from '@/lib/web/titled'
import { createGroup } from '../actions'
import { GroupFields } from '../group-fields'
import { Groups } from '../groups'
import { searchAddress, searchOf } from '../search'

export const generateMetadata = titled(requireAdmin, 'Add group')

export default async function AddGroupPage({ searchParams }: PageProps) {
  await requireAdmin()
  const asked = searchOf(await searchParams)
  return (
    <Groups asked={asked}>
      <PageDialog
        back={searchAddress('/organization/groups', asked.search, asked.after)}
        id="add-group"
        action={createGroup}
        title="Add group"
        confirm="Add group"
      >
        <GroupFields />
      </PageDialog>
    </Groups>
  )
}
