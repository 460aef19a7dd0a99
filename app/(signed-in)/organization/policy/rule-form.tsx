import Link from 'next/link'
import { ButtonRow } from '@/components/display/card'
import { CheckboxGroup } from '@/components/forms/checkbox-group'
import { TextField } from '@/components/forms/field'
import { NotSaved } from '@/components/forms/not-saved'
import { RadioGroup } from '@/components/forms/radio-group'
import { SubmitButton } from '@/components/forms/submit-button'
import { SwitchField } from '@/components/forms/switch-field'
import { policyWhoWords } from '@/lib/messages/policy'
import type { Draft } from './draft'

type Choices = { groups: { id: string; name: string }[]; more: boolean }

/** Asks for a rule. It leads to its preview and changes nothing: what is chosen stands in the address. */
export function RuleForm({
  draft,
  choices,
  zone,
  previewed,
}: {
  draft: Draft
  choices: Choices
  zone: string
  /** Its preview stands above, and the next step is to save it. */
  previewed: boolean
}) {
  return (
    <form action="/organization/policy" aria-label="Policy" className="group/rule grid gap-6 p-5">
      <RadioGroup
        name="who"
        label="Who must have two-factor authentication"
        defaultValue={draft.who}
        options={[
          { value: 'nobody', label: policyWhoWords.nobody, hint: 'Only people you require it of by name.' },
          { value: 'admins', label: policyWhoWords.admins },
          { value: 'groups', label: policyWhoWords.groups },
          { value: 'everyone', label: policyWhoWords.everyone },
        ]}
      />
      <div className="hidden group-has-[[value=groups]:checked]/rule:block">
        <CheckboxGroup
          name="groupIds"
          label="Groups"
          defaultValues={draft.groupIds}
          options={choices.groups.map(({ id, name }) => ({ value: id, label: name }))}
          hint={
            choices.groups.length === 0
              ? 'There are no groups yet. Add one under Groups first.'
              : choices.more && 'These are the first 100 groups.'
          }
        />
      </div>
      <div className="grid gap-6 group-has-[[value=nobody]:checked]/rule:hidden">
        <RadioGroup
          name="from"
          label="From"
          defaultValue={draft.from}
          options={[
            {
              value: 'at-once',
              label: 'At once',
              hint: 'People are asked at their next sign-in, and get an email that says so.',
            },
            {
              value: 'on-date',
              label: 'On a date',
              hint: 'Until then people sign in as before. They’re told on every page, and by email as soon as you save, 7 days, 3 days and 1 day before, and on the day.',
            },
          ]}
        />
        <div className="hidden max-w-72 group-has-[[value=on-date]:checked]/rule:block">
          <TextField
            name="date"
            label="Date and time"
            type="datetime-local"
            defaultValue={draft.date}
            hint={
              <>
                {`In the time zone ${zone}. `}
                <Link prefetch={false} href="/organization/settings">
                  Change the time zone
                </Link>
              </>
            }
          />
        </div>
        <RadioGroup
          name="sessions"
          label="Anyone signed in without it then"
          defaultValue={draft.sessions}
          options={[
            { value: 'end', label: 'Is signed out', hint: 'They set it up when they sign in again.' },
            { value: 'day', label: 'Stays signed in for up to a day' },
          ]}
        />
      </div>
      <SwitchField
        name="newPeople"
        label="New people"
        hint="“Enable 2FA” is on when you add someone. You can still turn it off there."
        defaultChecked={draft.newPeople}
      />
      <ButtonRow>
        <SubmitButton variant={previewed ? 'secondary' : 'primary'}>Preview</SubmitButton>
        <NotSaved />
      </ButtonRow>
    </form>
  )
}
