import { ButtonRow, Section } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { Notice } from '@/components/display/notice'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { guardedInWords, standsInWords, suspendedInWords } from '@/lib/messages/four-eyes'
import type { FourEyesDetails } from '@/lib/queries/four-eyes'
import { saveFourEyes } from './actions'

/**
 * Whether a second admin has to agree to what could lock the others out, and the switch for it. `offAsked`: turning it
 * off waits for a second admin, so it isn't offered again, except while four eyes is suspended and every admin acts alone.
 */
export function FourEyesSection({ fourEyes, offAsked }: { fourEyes: FourEyesDetails; offAsked: boolean }) {
  const { on, suspended, admins, enough } = fourEyes
  const offered = on ? suspended || !offAsked : enough
  const requests = <LinkButton href="/organization/policy/waiting">See requests</LinkButton>
  return (
    <Section title="Four eyes" description={standsInWords(on, admins)}>
      {suspended && <Notice tone="warning">{suspendedInWords(admins)}</Notice>}
      <p className="text-sm text-muted">{guardedInWords}</p>
      {offered && (
        <ActionForm action={saveFourEyes} label="Four eyes">
          {!on && <input type="hidden" name="on" value="on" />}
          <ButtonRow>
            <SubmitButton variant="secondary">{on ? 'Turn off four eyes' : 'Turn on four eyes'}</SubmitButton>
            {requests}
          </ButtonRow>
        </ActionForm>
      )}
      {!offered && <ButtonRow>{requests}</ButtonRow>}
    </Section>
  )
}
