import type { Metadata } from 'next'
import type { PagePropsOf } from '@/lib/web/page-props'
import { leadIfSent } from '@/lib/web/question-over'
import { LeavingDialog, leavingOfPage, titleOf } from '../../../leaving'
import { searchAddress, searchOf } from '../../../search'
import { takeOutOfGroup } from '../../actions'
import { groupOfPage } from '../../group'
import { ManageGroup } from '../../manage-group'

type Props = PagePropsOf<{ id: string; user: string }>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, user } = await params
  const { name } = await groupOfPage(id)
  const leaving = await leavingOfPage(id, user)
  return { title: leaving ? titleOf(leaving) : name }
}

/** The page of a group, and above it the question whether someone is to leave it, where that ends what a rule asks of them. */
export default async function RemoveFromGroupPage({ params, searchParams }: Props) {
  const { id, user } = await params
  const group = await groupOfPage(id)
  const leaving = await leavingOfPage(id, user)
  const asked = searchOf(await searchParams)
  const path = `/organization/groups/${id}`
  return (
    <ManageGroup group={group} asked={asked}>
      {leaving ? (
        <LeavingDialog
          leaving={leaving}
          groupId={id}
          userId={user}
          action={takeOutOfGroup}
          back={searchAddress(path, asked.search, asked.after)}
        />
      ) : (
        await leadIfSent(path)
      )}
    </ManageGroup>
  )
}
