import type { Metadata } from 'next'
import { PageDialog } from '@/components/forms/page-dialog'
import { peopleInWords } from '@/lib/messages/groups'
import type { PagePropsOf } from '@/lib/web/page-props'
import { leadIfSent } from '@/lib/web/question-over'
import { searchAddress, searchOf } from '../../search'
import { deleteGroup } from '../actions'
import { groupOfPage } from '../group'
import { ManageGroup } from '../manage-group'

type Props = PagePropsOf<{ id: string }>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, apps } = await groupOfPage((await params).id)
  return { title: apps.length === 0 ? titleOf(name) : name }
}

const titleOf = (name: string) => `Delete ${name}?`

/** The page of a group, and above it the question, unless apps use the group. */
export default async function DeleteGroupPage({ params, searchParams }: Props) {
  const group = await groupOfPage((await params).id)
  const { id, name, people, apps } = group
  const asked = searchOf(await searchParams)
  return (
    <ManageGroup group={group} asked={asked}>
      {apps.length > 0 ? (
        await leadIfSent(`/organization/groups/${id}`)
      ) : (
        <PageDialog
          back={searchAddress(`/organization/groups/${id}`, asked.search, asked.after)}
          id="delete-group"
          action={deleteGroup}
          title={titleOf(name)}
          confirm="Delete"
          destructive
        >
          <input type="hidden" name="groupId" value={id} />
          <p className="text-muted">
            {people === 0
              ? 'No one is in this group.'
              : `${peopleInWords(people)} will no longer be in it, and apps won’t see it. Their accounts stay as they are.`}{' '}
            This can’t be undone.
          </p>
        </PageDialog>
      )}
    </ManageGroup>
  )
}
