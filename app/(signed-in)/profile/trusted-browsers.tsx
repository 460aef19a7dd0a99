import { Section } from '@/components/display/card'
import { RelativeTime } from '@/components/display/relative-time'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import type { TrustedBrowser } from '@/lib/records/browsers/trusted'
import { forgetBrowser } from './actions'

/** The browsers that ask the person for the password only, with a way to forget each. */
export function TrustedBrowsers({ browsers, now }: { browsers: TrustedBrowser[]; now: Date }) {
  return (
    <Section
      title="Trusted browsers"
      description="Signing in with one of these asks for your password only. They’re forgotten when you sign out everywhere else, or when your password or two-factor authentication changes."
    >
      <ul className="divide-y divide-border">
        {browsers.map((browser) => (
          <li key={browser.id} className="flex items-center gap-3 py-3">
            <div className="min-w-0 flex-1">
              <p>{browser.client}</p>
              <p className="text-sm text-muted [overflow-wrap:anywhere]">
                {browser.address || 'Unknown address'} · trusted{' '}
                <RelativeTime at={browser.createdAt} now={now} /> · used{' '}
                <RelativeTime at={browser.lastUsedAt} now={now} /> · ends{' '}
                <RelativeTime at={browser.expiresAt} now={now} />
              </p>
            </div>
            <ActionForm action={forgetBrowser} label={`Forget ${browser.client}`}>
              <input type="hidden" name="browserId" value={browser.id} />
              <SubmitButton variant="secondary" size="small">
                Forget
              </SubmitButton>
            </ActionForm>
          </li>
        ))}
      </ul>
    </Section>
  )
}
