import { Card, Section } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { Notice } from '@/components/display/notice'
import { ActionForm } from '@/components/forms/action-form'
import { CheckboxField } from '@/components/forms/checkbox-field'
import { TextField } from '@/components/forms/field'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { batchKindWords, rowReasonInWords } from '@/lib/messages/batches'
import { sentence } from '@/lib/messages/codes'
import { listed } from '@/lib/messages/names'
import { type GroupChoice, groupChoices } from '@/lib/queries/groups/choices'
import { matchingIds, previewSelection, type Selection } from '@/lib/queries/users/selection'
import { requireAdmin } from '@/lib/web/gates'
import type { PageProps } from '@/lib/web/page-props'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'
import { beginForMany } from './actions'
import { type Asked, askedOf } from './asked'

export const generateMetadata = titled(requireAdmin, 'Selected people')

/** To whom something would be done, whom it would spare and why; nothing has happened yet. */
export default async function BulkPage({ searchParams }: PageProps) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const asked = askedOf(await searchParams)
  if (!asked) return <Refused>{sentence('selection-empty')}</Refused>
  const { kind, groupId } = asked
  const userIds = asked.all ? await matchingIds(ctx, admin, asked.list) : asked.userIds
  if (!userIds) return <Refused list={listOf(asked)}>{sentence('selection-too-large')}</Refused>
  if (userIds.length === 0) return <Refused>{sentence('selection-empty')}</Refused>
  const [selection, choices] = await Promise.all([
    previewSelection(ctx, admin, { kind, groupId, userIds }),
    kind === 'add-to-group' ? groupChoices(ctx, admin) : null,
  ])
  if (!selection) return <Refused>{sentence('user-unknown')}</Refused>
  const { title } = batchKindWords[kind]
  return (
    <>
      <PageTitle title={title} back={{ href: '/organization/users', label: 'Users' }} />
      <Card>
        <Preview selection={selection} />
        {selection.done > 0 && (
          <Section title="Confirm">
            <ActionForm action={beginForMany} label={title}>
              <Given asked={asked} shown={userIds.length} />
              <Fields asked={asked} groups={choices?.groups ?? []} />
              <SubmitButton
                variant={kind === 'reset' || kind === 'suspend' ? 'destructive' : 'primary'}
              >{`${confirmWords[kind]} ${people(selection.done)}`}</SubmitButton>
            </ActionForm>
          </Section>
        )}
      </Card>
    </>
  )
}

const confirmWords: Record<Asked['kind'], string> = {
  require: 'Require for',
  lift: 'Stop requiring for',
  remind: 'Remind',
  reset: 'Reset for',
  'sign-out': 'Sign out',
  suspend: 'Suspend',
  'invite-again': 'Send the invitation again to',
  'add-to-group': 'Add',
}

const people = (n: number) => (n === 1 ? '1 person' : `${n} people`)

function Preview({ selection: { chosen, done, spared } }: { selection: Selection }) {
  return (
    <Section
      title={`${people(chosen)} selected`}
      description={done === 0 ? 'There’s nothing to do for them.' : `This will apply to ${people(done)}.`}
    >
      {spared.length > 0 && (
        <ul className="grid gap-1.5">
          {spared.map(({ reason, people: count, names }) => (
            <li key={reason}>
              <strong className="font-medium">{`${people(count)} left out`}</strong>
              <span className="text-muted">{`: ${listed(names, count)}. ${rowReasonInWords(reason)}`}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** Whom and what, as it was asked: looked at again when it is sent. */
function Given({ asked, shown }: { asked: Asked; shown: number }) {
  const { kind, all, list, userIds } = asked
  return (
    <>
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="shown" value={shown} />
      {all && <input type="hidden" name="all" value="on" />}
      {all && <input type="hidden" name="search" value={list.search} />}
      {all && list.twoFactor && <input type="hidden" name="twoFactor" value={list.twoFactor} />}
      {!all && userIds.map((id) => <input key={id} type="hidden" name="userIds" value={id} />)}
    </>
  )
}

function Fields({ asked: { kind, groupId }, groups }: { asked: Asked; groups: GroupChoice[] }) {
  if (kind === 'add-to-group')
    return (
      <SelectField
        name="groupId"
        label="Group"
        options={groups.map(({ id, name }) => ({ value: id, label: name }))}
        {...(groupId && { defaultValue: groupId })}
      />
    )
  if (kind !== 'require') return <p className="text-muted">{whatItDoes[kind]}</p>
  return (
    <>
      <TextField
        name="reason"
        label="Reason (optional)"
        maxLength={200}
        autoComplete="off"
        hint="They’ll see it in the email."
      />
      <CheckboxField
        name="signOut"
        label="Sign them out now"
        hint="If unticked, they stay signed in for up to a day and set it up at their next sign-in."
        defaultChecked
      />
    </>
  )
}

const whatItDoes = {
  remind: 'They get an email that asks them to set it up, with the date if your policy has one for them.',
  lift: 'It stays on for those who have set it up, and they can turn it off. What your policy requires stays required.',
  'sign-out': 'Every session ends immediately. They can sign in again.',
  reset:
    'It removes their authenticators and recovery codes and signs them out everywhere. Make sure it’s really them asking.',
  suspend:
    'They’re signed out everywhere immediately and can’t sign in until you reactivate them. Nothing is deleted.',
  'invite-again':
    'They get a new link, which works once and expires in 72 hours. The one before no longer works.',
}

/** The list as it was, to be narrowed. */
function listOf({ list: { search, twoFactor } }: Asked): string {
  const query = new URLSearchParams({ ...(search && { q: search }), ...(twoFactor && { twoFactor }) })
  return `/organization/users${query.size > 0 ? `?${query}` : ''}`
}

function Refused({ list = '/organization/users', children }: { list?: string; children: string }) {
  return (
    <>
      <PageTitle title="Selected people" back={{ href: '/organization/users', label: 'Users' }} />
      <Notice live tone="danger">
        {children}
      </Notice>
      <div>
        <LinkButton href={list}>Choose people</LinkButton>
      </div>
    </>
  )
}
