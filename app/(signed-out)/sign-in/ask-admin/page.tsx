import type { Metadata } from 'next'
import { AnchorButton } from '@/components/display/button'
import { RelativeTime } from '@/components/display/relative-time'
import { Said } from '@/components/display/said'
import { ActionForm } from '@/components/forms/action-form'
import { FormLinks } from '@/components/forms/form-links'
import { SubmitButton } from '@/components/forms/submit-button'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { whomToAsk } from '@/lib/queries/help/whom-to-ask'
import { requireChallenger } from '@/lib/web/gates'
import { logoOf } from '@/lib/web/logo'
import { noticeOf } from '@/lib/web/notices'
import type { PageProps } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { readerClock } from '@/lib/web/reader-zone'
import { recoveryPath } from '@/lib/web/recovery-path'
import { requestContext } from '@/lib/web/request-context'
import { askAdmin } from '../actions'

export const metadata: Metadata = { title: 'Ask your admin' }

export default async function AskAdminPage({ searchParams }: PageProps) {
  const challenger = await requireChallenger()
  const ctx = await requestContext()
  const clock = await readerClock(null)
  const { admins, more, askedAt, enrolled } = await whomToAsk(ctx, challenger)
  const said = await noticeOf((await searchParams).notice)
  const back = enrolled ? '/sign-in/code' : '/sign-in/enroll'
  if (admins.length === 0) {
    return (
      <SignedOutCard
        logo={logoOf(challenger)}
        productName={productName()}
        title="Ask your admin"
        intro="Your organization has no other admin who could help you."
      >
        <AnchorButton href={recoveryPath(challenger.email)} full>
          Recover an admin account
        </AnchorButton>
        <FormLinks>
          <a href={back}>Back</a>
        </FormLinks>
      </SignedOutCard>
    )
  }
  return (
    <SignedOutCard
      logo={logoOf(challenger)}
      productName={productName()}
      title="Ask your admin"
      intro={
        enrolled
          ? 'An admin of your organization can reset your two-factor authentication. Then sign in with your password and set it up with your new phone.'
          : 'If you can’t set it up, or have no phone, an admin of your organization can help.'
      }
    >
      <Said said={said} />
      <div className="grid gap-1.5">
        <h2 className="text-base font-medium">{admins.length === 1 ? 'Your admin' : 'Your admins'}</h2>
        <ul className="grid gap-1 text-muted [overflow-wrap:anywhere]">
          {admins.map((name, at) => (
            // Two may have the same name.
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes while it is shown
            <li key={at}>{name}</li>
          ))}
          {more && <li>and others</li>}
        </ul>
      </div>
      {askedAt && !said && (
        <p className="text-sm text-muted">
          You last asked <RelativeTime at={askedAt} clock={clock} />.
        </p>
      )}
      <ActionForm action={askAdmin}>
        <input type="hidden" name="challenge" value={challenger.challengeId} />
        <p className="text-sm text-muted">
          They get an email, and may call you to make sure it’s you. If it’s urgent, call.
        </p>
        <SubmitButton full>Send request</SubmitButton>
      </ActionForm>
      <FormLinks>
        {enrolled && <a href="/sign-in/recovery-code">Use a recovery code</a>}
        <a href={back}>{enrolled ? 'Use your authenticator app' : 'Back to setup'}</a>
      </FormLinks>
    </SignedOutCard>
  )
}
