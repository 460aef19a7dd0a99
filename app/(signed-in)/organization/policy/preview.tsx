import Link from 'next/link'
import { Section } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { Notice } from '@/components/display/notice'
import { ActionForm } from '@/components/forms/action-form'
import { TextField } from '@/components/forms/field'
import { SubmitButton } from '@/components/forms/submit-button'
import { previewInWords, warningInWords } from '@/lib/messages/policy'
import type { Preview } from '@/lib/queries/policy/find'
import { saveRule } from './actions'
import { askedAddress, type Draft } from './draft'

/** What a rule would do, and the button that saves it as it was shown. */
export function PolicyPreview({
  draft,
  preview,
  summary,
  organization,
}: {
  draft: Draft
  preview: Preview
  summary: string
  organization: string
}) {
  const parts = previewInWords(preview, draft)
  return (
    <Section title="Preview" description={summary}>
      <ul className="grid gap-1.5">
        {parts.map(({ part, words }) => (
          <li key={words}>{part ? <Link href={askedAddress(draft, part)}>{words}</Link> : words}</li>
        ))}
      </ul>
      {preview.warnings.map((warning) => (
        <Notice key={warning.kind} tone="warning">
          {warningInWords(warning)} <Link href="/organization/users">Open Users</Link>
        </Notice>
      ))}
      <ActionForm action={saveRule} label="Save policy">
        <input type="hidden" name="who" value={draft.who} />
        {draft.groupIds.map((id) => (
          <input key={id} type="hidden" name="groupIds" value={id} />
        ))}
        <input type="hidden" name="from" value={draft.from} />
        {draft.date && <input type="hidden" name="date" value={draft.date} />}
        <input type="hidden" name="sessions" value={draft.sessions} />
        {draft.newPeople && <input type="hidden" name="newPeople" value="on" />}
        <input type="hidden" name="shown" value={preview.mark} />
        {preview.warnings.length > 0 && (
          <TextField
            name="organization"
            label={`To save it anyway, enter the name of your organization: ${organization}`}
            autoComplete="off"
            required
          />
        )}
        <div className="flex flex-wrap gap-2.5">
          <SubmitButton>Save</SubmitButton>
          <LinkButton href="/organization/policy">Cancel</LinkButton>
        </div>
      </ActionForm>
    </Section>
  )
}
