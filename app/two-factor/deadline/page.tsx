import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AnchorButton } from '@/components/display/button'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { deadlineInWords } from '@/lib/messages/policy'
import { deadlineOf } from '@/lib/queries/policy/deadline'
import { requireMember } from '@/lib/web/gates'
import { ownPath } from '@/lib/web/own-path'
import { one, type PageProps } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'

export const metadata: Metadata = { title: 'Set up two-factor authentication' }

/** Once after each sign-in, until they have it: no one is stopped without having been told. */
export default async function DeadlinePage({ searchParams }: PageProps) {
  const member = await requireMember()
  const next = ownPath(one((await searchParams).next)) ?? '/'
  const deadline = await deadlineOf(await requestContext(), member)
  if (!deadline) redirect(next)
  const way = deadline.passkey ? '/profile/two-factor/passkey' : '/profile/two-factor'
  const setUp = `${way}${next === '/' ? '' : `?next=${encodeURIComponent(next)}`}`
  return (
    <SignedOutCard productName={productName()} title="Set up two-factor authentication">
      <p>
        {member.organizationName} requires it from{' '}
        <strong className="font-semibold">
          {deadlineInWords(deadline.by, deadline.timeZone, deadline.left)}
        </strong>
        . From then on you’ll have to set it up before you can go on.
      </p>
      <p className="text-muted">
        {deadline.passkey
          ? 'It takes a minute: you add a passkey on this device, on your phone or on a security key.'
          : 'It takes a minute. Have your phone ready.'}
      </p>
      <AnchorButton href={setUp} variant="primary" full>
        Set up now
      </AnchorButton>
      <AnchorButton href={next} full>
        Later
      </AnchorButton>
    </SignedOutCard>
  )
}
