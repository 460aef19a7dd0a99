import Link from 'next/link'
import { ButtonRow, Card, Section } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { Notice } from '@/components/display/notice'
import { Said } from '@/components/display/said'
import { ActionForm } from '@/components/forms/action-form'
import { CheckboxGroup } from '@/components/forms/checkbox-group'
import { TextField } from '@/components/forms/field'
import { NotSaved } from '@/components/forms/not-saved'
import { RadioGroup } from '@/components/forms/radio-group'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { hourOf } from '@/lib/acts/policy/save'
import { sentence } from '@/lib/messages/codes'
import { passkeyPreviewInWords, passkeyRuleInWords } from '@/lib/messages/policy'
import { groupChoices } from '@/lib/queries/groups/choices'
import { findPolicy } from '@/lib/queries/policy/find'
import { findPasskeyRule, previewPasskeyRule } from '@/lib/queries/policy/passkeys'
import { requireAdmin } from '@/lib/web/gates'
import { isPageForLookingAhead } from '@/lib/web/led-here'
import { noticeOf } from '@/lib/web/notices'
import { one, type PageProps } from '@/lib/web/page-props'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'
import { localText } from '@/lib/zone'
import { savePasskeysOnly } from './actions'
import { addressOf, draftOf, type PasskeyDraft, path } from './draft'

export const generateMetadata = titled(requireAdmin, 'Passkeys only')

/** Of whom nothing but a passkey counts, and the preview before it is saved. */
export default async function PasskeysOnlyPage({ searchParams }: PageProps) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const query = await searchParams
  const [rule, policy, choices] = await Promise.all([
    findPasskeyRule(ctx, admin),
    findPolicy(ctx, admin),
    groupChoices(ctx, admin),
  ])
  const said = await noticeOf(one(query.notice))
  const zone = policy?.timeZone ?? 'UTC'
  const asked = draftOf(query)
  const dated = rule.from !== null && !rule.begun
  const standing: PasskeyDraft = {
    ...{ who: rule.who, groupIds: [...rule.groupIds], from: dated ? 'on-date' : 'at-once' },
    ...(dated && rule.from && { date: localText(zone, rule.from) }),
  }
  const draft = asked?.success ? asked.data : standing
  const hour = hourOf(draft, zone, ctx.now())
  const problem = asked && problemOf(asked)
  const isLooked = asked !== null && !problem && !(await isPageForLookingAhead())
  const preview = isLooked ? await previewPasskeyRule(ctx, admin, draft) : null

  function problemOf(given: NonNullable<typeof asked>): string | null {
    if (!given.success) return given.error.issues[0]?.message ?? null
    if (given.data.who === 'groups' && given.data.groupIds.length === 0)
      return sentence('policy-group-missing')
    return given.data.who === 'nobody' || hour.ok ? null : sentence(hour.code)
  }

  return (
    <>
      <PageTitle
        title="Passkeys only"
        subtitle="A code can be typed into a false page; a passkey can’t. Where only passkeys count, codes of authenticator apps are refused, no browser is trusted, and a recovery code leads straight to adding a passkey."
        back={{ href: '/organization/policy', label: 'Policy' }}
      />
      <Said said={said} />
      {problem && (
        <Notice live tone="danger">
          {problem}
        </Notice>
      )}
      <Card>
        <Section
          title="Now"
          description={passkeyRuleInWords({
            ...{ who: rule.who, from: rule.from, begun: rule.begun, zone },
            groups: rule.groups.map(({ name }) => name),
          })}
        />
        {preview && (
          <Section
            title="Preview"
            description={passkeyRuleInWords({
              ...{ who: draft.who, from: hour.ok ? hour.value : null, begun: draft.from === 'at-once', zone },
              groups: choices.groups.filter(({ id }) => draft.groupIds.includes(id)).map(({ name }) => name),
              proposed: true,
            })}
          >
            {draft.who !== 'nobody' && (
              <ul className="grid gap-1.5">
                {passkeyPreviewInWords(preview).map(({ listed, words }) => (
                  <li key={words}>
                    {listed ? <Link href={addressOf(draft, '/people')}>{words}</Link> : words}
                  </li>
                ))}
              </ul>
            )}
            {preview.locksOut ? (
              <Notice tone="danger">{sentence('passkeys-lock-out')}</Notice>
            ) : (
              <ActionForm action={savePasskeysOnly} label="Save passkeys only">
                <input type="hidden" name="who" value={draft.who} />
                {draft.groupIds.map((id) => (
                  <input key={id} type="hidden" name="groupIds" value={id} />
                ))}
                <input type="hidden" name="from" value={draft.from} />
                {draft.date && <input type="hidden" name="date" value={draft.date} />}
                <input type="hidden" name="shown" value={preview.mark} />
                <ButtonRow>
                  <SubmitButton>Save</SubmitButton>
                  <LinkButton href={path}>Cancel</LinkButton>
                </ButtonRow>
              </ActionForm>
            )}
          </Section>
        )}
        <form
          key={JSON.stringify(draft)}
          action={path}
          aria-label="Passkeys only"
          className="group/rule grid gap-6 p-5"
        >
          <RadioGroup
            name="who"
            label="For whom only passkeys count"
            defaultValue={draft.who}
            options={[
              {
                value: 'nobody',
                label: 'Nobody',
                hint: 'Everyone chooses: an authenticator app, a passkey, or both.',
              },
              { value: 'admins', label: 'Admins' },
              { value: 'groups', label: 'Everyone in chosen groups' },
              { value: 'everyone', label: 'Everyone' },
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
                { value: 'at-once', label: 'At once', hint: 'It counts at the next sign-in.' },
                { value: 'on-date', label: 'On a date', hint: 'Until then codes count as before.' },
              ]}
            />
            <div className="hidden max-w-72 group-has-[[value=on-date]:checked]/rule:block">
              <TextField
                name="date"
                label="Date and time"
                type="datetime-local"
                defaultValue={draft.date}
                hint={`In the time zone ${zone}.`}
              />
            </div>
          </div>
          <ButtonRow>
            <SubmitButton variant={preview ? 'secondary' : 'primary'}>Preview</SubmitButton>
            <NotSaved />
          </ButtonRow>
        </form>
      </Card>
    </>
  )
}
