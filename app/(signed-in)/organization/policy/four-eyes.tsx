import { Section } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { Notice } from '@/components/display/notice'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { guardedInWords, standsInWords, suspendedInWords } from '@/lib/messages/four-eyes'
import type { FourEyesDetails } from '@/lib/queries/four-eyes'
import { saveFourEyes } from './actions'

/** Whether a second admin has to agree to what could lock the others out, and the switch for it. */
export function FourEyesSection({ fourEyes }: { fourEyes: FourEyesDetails }) {
  const { on, suspended, admins, enough } = fourEyes
  return (
    <Section
      title="Four eyes"
      description={standsInWords(on, admins)}
      aside={<LinkButton href="/organization/policy/waiting">See requests</LinkButton>}
    >
      {suspended && <Notice tone="warning">{suspendedInWords(admins)}</Notice>}
      <p className="text-muted">{guardedInWords}</p>
      {(on || enough) && (
        <ActionForm action={saveFourEyes} label="Four eyes">
          {!on && <input type="hidden" name="on" value="on" />}
          <SubmitButton variant="secondary">{on ? 'Turn off four eyes' : 'Turn on four eyes'}</SubmitButton>
        </ActionForm>
      )}
    </Section>
  )
}
