import type { Metadata } from 'next'
import type { PagePropsOf } from '@/lib/web/page-props'
import { leadIfSent } from '@/lib/web/question-over'
import { LeavingDialog, leavingOfPage, titleOf } from '../../../../groups/leaving'
import { leaveGroup } from '../../actions'
import { ManageUser } from '../../manage-user'
import { userOfPage } from '../../user'

type Props = PagePropsOf<{ id: string; group: string }>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, group } = await params
  const { name } = await userOfPage(id)
  const leaving = await leavingOfPage(group, id)
  return { title: leaving ? titleOf(leaving) : name }
}

/** The page of a person, and above it the question whether they are to leave a group, where that ends what a rule asks of them. */
export default async function LeaveGroupPage({ params }: Props) {
  const { id, group } = await params
  const user = await userOfPage(id)
  const leaving = await leavingOfPage(group, id)
  const path = `/organization/users/${id}`
  return (
    <ManageUser user={user}>
      {leaving ? (
        <LeavingDialog leaving={leaving} groupId={group} userId={id} action={leaveGroup} back={path} />
      ) : (
        await leadIfSent(path)
      )}
    </ManageUser>
  )
}
