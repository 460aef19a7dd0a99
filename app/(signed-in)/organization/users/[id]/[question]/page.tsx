import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import type { PagePropsOf } from '@/lib/web/page-props'
import { leadIfSent } from '@/lib/web/question-over'
import { arises, isUserQuestion, type UserQuestion } from '../arises'
import {
  type AboutUser,
  LiftFromMyselfDialog,
  MoreTimeDialog,
  RemoveDialog,
  ResetDialog,
  SignOutDialog,
  SuspendDialog,
  titles,
} from '../dialogs'
import { ManageUser } from '../manage-user'
import { userOfPage } from '../user'

const dialogs: Record<UserQuestion, (about: AboutUser) => ReactNode> = {
  suspend: SuspendDialog,
  remove: RemoveDialog,
  'sign-out': SignOutDialog,
  'more-time': MoreTimeDialog,
  lift: LiftFromMyselfDialog,
  reset: ResetDialog,
}

type Props = PagePropsOf<{ id: string; question: string }>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, question } = await params
  const user = await userOfPage(id)
  return { title: isUserQuestion(question) && arises[question](user) ? titles[question](user) : user.name }
}

/** The page of a person with a dialog above it, or without where its question no longer arises. */
export default async function UserQuestionPage({ params }: Props) {
  const { id, question } = await params
  const user = await userOfPage(id)
  if (!isUserQuestion(question)) notFound()
  const Dialog = dialogs[question]
  return (
    <ManageUser user={user}>
      {arises[question](user) ? <Dialog user={user} /> : await leadIfSent(`/organization/users/${id}`)}
    </ManageUser>
  )
}
