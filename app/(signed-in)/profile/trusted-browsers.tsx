import { Section } from '@/components/display/card'
import { type Clock, RelativeTime } from '@/components/display/relative-time'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import type { TrustedBrowser } from '@/lib/records/browsers/trusted'
import { forgetBrowser } from './actions'

/** The browsers that ask the person for the password only, with a way to forget each. */
export function TrustedBrowsers({ browsers, clock }: { browsers: TrustedBrowser[]; clock: Clock }) {
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
                <RelativeTime at={browser.createdAt} clock={clock} /> · used{' '}
                <RelativeTime at={browser.lastUsedAt} clock={clock} /> · ends{' '}
                <RelativeTime at={browser.expiresAt} clock={clock} />
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
