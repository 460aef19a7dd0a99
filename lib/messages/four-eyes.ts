import type { AskedEndCause, AskedState, Guarded } from '@/db/tables/four-eyes'
import { hours } from '../duration'
import { adminsForFourEyes } from '../figures'
import type { EndsWithGroup, GuardedAct, SaidOfRule } from '../guarded-acts'
import { counted } from './codes'
import { listed } from './names'
import { passkeyRuleInWords, policyInWords } from './policy'

/** What falls under four eyes, as the audit log says it. */
export const guardedWords: Record<Guarded, string> = {
  'reset-admin': 'Reset the two-factor authentication of an admin',
  'demote-admin': 'Make an admin an agent',
  'suspend-admin': 'Suspend an admin',
  'remove-admin': 'Remove an admin',
  'change-admin-email': 'Change the email address of an admin',
  'lift-policy': 'Loosen the policy',
  'lift-passkeys': 'Loosen the rule for passkeys',
  'leave-policy-group': 'Remove someone from a group that a rule goes by',
  'export-evidence': 'Export evidence',
  'delete-app': 'Delete an app',
  'switch-off': 'Turn off four eyes',
}

/** Each of them, for the page on which four eyes is switched on. */
export const guardedInWords =
  'A second admin must agree within 24 hours before anyone can reset, demote, suspend or remove an admin, change an admin’s email address, loosen the policy or the rule for passkeys, free someone from either by removing them from a group, export evidence, delete an app or turn off four eyes.'

/** What one of them would do: "Suspend Ben Okafor". */
export function actInWords(act: GuardedAct): string {
  switch (act.kind) {
    case 'reset-admin':
      return `Reset the two-factor authentication of ${act.name}`
    case 'demote-admin':
      return `Make ${act.name} an agent`
    case 'suspend-admin':
      return `Suspend ${act.name}`
    case 'remove-admin':
      return `Remove ${act.name}`
    case 'change-admin-email':
      return `Change the email address of ${act.name} to ${act.given.email}`
    case 'lift-policy':
      return 'Loosen the policy'
    case 'lift-passkeys':
      return 'Loosen the rule for passkeys'
    case 'leave-policy-group':
      return `Remove ${act.name} from the group ${act.given.group}`
    case 'export-evidence':
      return 'Export evidence'
    case 'delete-app':
      return `Delete the app ${act.name}`
    case 'switch-off':
      return 'Turn off four eyes'
  }
}

/** More about it, where there is more to know; else an empty text. */
export function actExplained(act: GuardedAct): string {
  switch (act.kind) {
    case 'reset-admin':
      return 'Their authenticator and recovery codes are removed, they’re signed out everywhere, and their API keys no longer work.'
    case 'demote-admin':
      return 'They’re signed out, and their API keys no longer work.'
    case 'suspend-admin':
      return 'They’re signed out everywhere and can’t sign in until someone reactivates them.'
    case 'remove-admin':
      return 'Their account, authenticator and sessions are deleted for good.'
    case 'change-admin-email':
      return 'The new address has to be confirmed by email first.'
    case 'lift-policy': {
      const { sessions, newPeople } = act.given.draft
      return [
        policyInWords(proposedOf(act.given.said)),
        sessions === 'end'
          ? 'Anyone signed in without it then is signed out.'
          : 'Anyone signed in without it then stays signed in for up to a day.',
        newPeople ? 'New people are added with it required.' : 'New people are added without it.',
      ].join(' ')
    }
    case 'lift-passkeys':
      return [passkeyRuleInWords(proposedOf(act.given.said)), codesInWords(act.given.said)].join(' ').trim()
    case 'leave-policy-group':
      return leavingInWords(act.given)
    case 'export-evidence':
      return `The people, the policy, and the audit log from ${act.given.from} to ${act.given.until}. Whoever asked can download it once, before this request expires.`
    case 'delete-app':
      return `${act.given.address}. No one will be able to sign in to it.`
    case 'switch-off':
      return 'Every admin acts alone again.'
  }
}

/** What ends for someone who is taken out of a group that a rule goes by. */
export const leavingInWords = ({ policy, passkeys }: EndsWithGroup): string =>
  [
    ...(policy ? ['The policy will no longer require two-factor authentication of them.'] : []),
    ...(passkeys ? ['Codes of authenticator apps will count for them again, not only passkeys.'] : []),
  ].join(' ')

/** For whom codes go on counting beside passkeys. */
function codesInWords({ who, begun }: SaidOfRule): string {
  if (who === 'nobody') return ''
  const whom = [...(who === 'everyone' ? [] : ['for everyone else']), ...(begun ? [] : ['until then'])]
  const words = whom.join(', and ')
  return words && `${words.charAt(0).toUpperCase()}${words.slice(1)}, codes of authenticator apps count too.`
}

const proposedOf = ({ from, ...said }: SaidOfRule) => ({
  ...said,
  from: from === null ? null : new Date(from),
  proposed: true,
})

/** Since when it waits, for whom and for how long: `left` in milliseconds. */
export const waitsInWords = (askedBy: string, told: string[], left: number): string =>
  `Asked by ${askedBy}. Waiting for a second admin: ${listed(told, told.length)} got an email. Expires in ${left < hours(2) ? 'less than 2 hours' : counted(Math.ceil(left / hours(1)), 'hour')}.`

/** Whether it is on, or what it needs first. */
export function standsInWords(on: boolean, admins: number): string {
  if (on) return 'On.'
  if (admins >= adminsForFourEyes) return 'Off. Every admin acts alone.'
  return `Off. It needs ${adminsForFourEyes} admins with two-factor authentication, and you have ${admins === 0 ? 'none' : admins}.`
}

/** The notice on every page of an admin who can decide on something. `tooNew`: for now they can't agree. */
export function waitingForYou(waiting: number, tooNew: boolean): string {
  const [wait, them] = waiting === 1 ? ['1 request waits', 'it'] : [`${waiting} requests wait`, 'them']
  return tooNew
    ? `${wait} for a second admin. For now you can only refuse ${them}.`
    : `${wait} for you as the second admin.`
}

/** Said wherever four eyes is on and does nothing. */
export const suspendedInWords = (admins: number) =>
  `Four eyes is suspended: it needs ${adminsForFourEyes} admins with two-factor authentication, and ${admins === 1 ? 'only 1 has it' : `only ${admins} have it`}. Until then every admin acts alone.`

/** What became of something that was asked. */
export function decidedInWords(state: AskedState, by: string | null, cause: AskedEndCause | null): string {
  if (state === 'done') return `${by ?? 'A second admin'} agreed, and it was done.`
  if (state === 'agreed') return `${by ?? 'A second admin'} agreed. Whoever asked can do it now, once.`
  if (state === 'refused') return `${by ?? 'A second admin'} refused it. Nothing was changed.`
  if (state === 'withdrawn') return `${by ?? 'Whoever asked'} took it back. Nothing was changed.`
  return causeWords[cause ?? 'expired']
}

/** Why one ended that no one decided on. */
export const causeWords: Record<AskedEndCause, string> = {
  expired: 'No one agreed within 24 hours. Nothing was changed.',
  'asker-gone': 'Whoever asked is no longer an active admin. Nothing was changed.',
  'asker-secured':
    'The account of whoever asked was secured since: signed out everywhere, or given a new password. Nothing was changed. They can ask again.',
  'target-changed': 'Something changed since it was asked, so it wasn’t done.',
  'not-possible': 'It can no longer be done. Nothing was changed.',
  'restored-backup': 'A backup was restored meanwhile. Ask again if it’s still needed.',
}
