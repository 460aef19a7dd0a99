import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { listPasskeys } from '@/lib/queries/passkeys'
import { requireMember } from '@/lib/web/gates'
import type { PagePropsOf } from '@/lib/web/page-props'
import { requestContext } from '@/lib/web/request-context'
import { RemovePasskeyDialog, RenamePasskeyDialog } from '../../../dialogs'
import { Profile } from '../../../profile'

/** What the profile asks about a passkey, by the last part of its address. */
const questions = new Map([
  ['rename', { title: 'Rename passkey', Ask: RenamePasskeyDialog }],
  ['remove', { title: 'Remove passkey?', Ask: RemovePasskeyDialog }],
])

type Props = PagePropsOf<{ id: string; question: string }>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: questions.get((await params).question)?.title ?? 'Page not found' }
}

export default async function PasskeyQuestionPage({ params }: Props) {
  const member = await requireMember()
  const { id, question } = await params
  const { Ask } = questions.get(question) ?? notFound()
  const passkey = (await listPasskeys(await requestContext(), member)).find((one) => one.id === id)
  // Without a redirect where it no longer arises, as with the other questions of the profile.
  return <Profile member={member}>{passkey && <Ask account={member.email} passkey={passkey} />}</Profile>
}
