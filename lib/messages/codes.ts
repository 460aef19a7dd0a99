import { whyNotReturnTo } from '../app-addresses'
import { days, hours, minutes } from '../duration'
import {
  adminsForFourEyes,
  apiKeysAtMost,
  askedAtMost,
  batchesAtOnce,
  factorsAtMost,
  mostPeopleAtOnce,
} from '../figures'
import type { Detail } from '../result'

type Sentence = string | ((detail: Detail, now: Date) => string)

const sentences = {
  'credentials-wrong': 'The email or password is incorrect.',
  'account-suspended': 'Your account is suspended. Ask an admin of your organization to reactivate it.',
  'organization-suspended': 'Your organization is suspended on this server. Ask whoever runs the server.',
  'too-many-attempts': ({ retryAt, resetHelps }, now) =>
    `Too many attempts. Try again in ${retryAt ? waitUntil(retryAt, now) : 'a few minutes'}${resetHelps ? ', or reset your password' : ''}.`,
  'second-step-locked':
    'Your sign-in is locked after too many wrong codes. Ask an admin of your organization to unlock it or to reset your two-factor authentication.',
  'code-wrong': "That code didn't work. Wait for the next one and try again.",
  'secret-unreadable':
    "Your authenticator can't be checked: its key on this server is damaged. Use a recovery code, or ask an admin of your organization to reset your two-factor authentication.",
  'no-admin-to-ask': 'Your organization has no other admin who could help you.',
  'recovery-code-wrong': 'That recovery code is incorrect or was already used. Try another one.',
  'clock-off': ({ clockOff = 0 }) =>
    `Your phone's clock looks about ${minutesOff(clockOff)} ${clockOff < 0 ? 'behind' : 'ahead'}. Set it to automatic time and try again.`,
  'challenge-over': 'This sign-in has ended. Sign in again with your email and password.',
  'cookies-needed':
    "You can't sign in while this browser blocks cookies. Allow cookies for this site, then sign in again.",
  'challenge-replaced':
    'Another sign-in was started in this browser, and this page now shows that one. Nothing you typed was used.',
  'attempts-used-up': 'This sign-in ended after 5 wrong codes. Sign in again with your email and password.',
  'ticket-invalid': 'This sign-in has ended. Sign in again with your email and password.',
  'session-over': 'Your session has ended. Sign in again.',
  'ended-idle': ({ lasts }) => `You were signed out after ${spoken(lasts)} without use. Sign in again.`,
  'ended-age': ({ lasts }) =>
    `You were signed out because a session lasts ${spoken(lasts)} at most. Sign in again.`,
  'ended-required': ({ organization }) =>
    `${organization ? `${organization} now requires two-factor authentication` : 'Two-factor authentication is now required'}. Sign in again to continue.`,
  'ended-reset': 'Your two-factor authentication was reset, so you were signed out. Sign in again.',
  'ended-password': 'Your password was changed, so you were signed out. Sign in with the new one.',
  'ended-factor': 'Your two-factor authentication was changed, so you were signed out here. Sign in again.',
  'ended-admin': 'An admin signed you out everywhere. Sign in again.',
  'ended-elsewhere': 'You were signed out here from another device. Sign in again.',
  'ended-role': 'Your role was changed, so you were signed out. Sign in again.',
  'ended-email':
    'Your previous email address was restored, so you were signed out everywhere. Sign in with that address.',
  'period-invalid': 'Choose a first day, and a last day that is not before it.',
  'browser-unknown': 'That browser is no longer trusted.',
  'session-unknown': 'That session has already ended.',
  'enrollment-over': 'This setup key has expired. Start again from your profile or sign in again.',
  'enrollment-code-needed':
    'Enter the enrollment code from your admin, or open the link in the email that you got.',
  'enrollment-code-wrong':
    "That enrollment code is incorrect. Ask your admin to read it out again. After 5 wrong ones you'll need a new one.",
  'enrollment-code-over':
    'No enrollment code works now: it was used, has expired or was entered wrongly 5 times. Ask your admin for a new one.',
  'enrollment-code-unneeded':
    "This person doesn't need an enrollment code. Reload the page, or leave the code out.",
  'enrollment-codes-off':
    'Your organization doesn’t ask for enrollment codes. Turn them on in the policy, or leave the code out.',
  'password-wrong': 'The password is incorrect.',
  'password-common':
    "This password is too easy to guess. Use three or four words that don't belong together.",
  'password-personal':
    "Don't base your password on your name or your organization's. Use three or four words that don't belong together.",
  'two-factor-on': 'Two-factor authentication is already on. Replace the authenticator from your profile.',
  'two-factor-off': 'Two-factor authentication is off. Turn it on from your profile.',
  'passkey-wrong': "That didn't work. Try again, or use another way.",
  'passkey-none': 'You have no passkey that works here. Use another way.',
  'passkey-over': 'This took too long, or was used already. Try again.',
  'passkey-unknown': 'This passkey was removed from your account. Use another way.',
  'passkey-stopped':
    'This passkey no longer works: it may have been copied. Use another way, and remove it from your profile.',
  'passkey-unverified':
    'This passkey works only after your password, because it was added without a PIN, fingerprint or face. Sign in with your email and password.',
  'passkey-refused': "This passkey couldn't be added. Try again, or use another device.",
  'passkey-known': 'This device already has a passkey here. Use another device or security key.',
  'passkey-not-yours': 'That passkey is no longer yours. Choose one from your profile.',
  'passkeys-unavailable': "Passkeys don't work at this server's address. Use an authenticator app instead.",
  'passkey-needed':
    'Your organization accepts passkeys only. Use your passkey, or a recovery code: with that you can add one.',
  'passkey-next': 'Now add a passkey: your organization accepts nothing else.',
  'passkeys-lock-out':
    'No admin could sign in with this: none of them has a passkey. Add one to your own account first.',
  'last-passkey':
    'This is your only way to confirm a sign-in. Turn off two-factor authentication, or add another passkey or an authenticator first.',
  'authenticator-unknown':
    'That authenticator is no longer yours, or was replaced. Choose one from your profile.',
  'too-many-authenticators': `You can have up to ${factorsAtMost} authenticators and passkeys. Remove one first.`,
  'last-authenticator':
    'This is your only authenticator. Turn off two-factor authentication, or add another one first.',
  'required-by-organization': 'Required by your organization. Ask an admin to turn it off.',
  'proof-needed': 'To remove this requirement from yourself, enter your password and a code.',
  'email-unavailable': "This email can't be added. Ask for another address.",
  'email-taken-here': ({ holder }) =>
    `${holder?.name ?? 'Someone'} in your organization already has this email.`,
  'email-same-as-before': 'This is already their email address.',
  'person-suspended': 'This person is suspended. Reactivate them first.',
  'operator-already': 'This person is already an operator and has joined. Nothing was changed.',
  'operator-suspended': 'This operator is suspended. Reactivate them with "operator reactivate" instead.',
  'operator-invited':
    'This operator hasn\'t joined yet, so they can\'t sign in. Their invitation link expires 72 hours after it was made; "operator add" makes a new link and ends earlier ones.',
  'authorization-over':
    'This sign-in has expired, or it was finished in another tab. Go back to the app and sign in again.',
  'cursor-invalid':
    'This page was not found. Send the `next` of the previous page with the same search and filter, or start from the first page.',
  'user-unknown': "This person isn't in your organization or was removed. Go back to Users.",
  self: 'This is you. Use your profile.',
  'last-admin': 'This is the last active admin. Make someone else an admin first.',
  'not-active': 'Only active people can be suspended. Remove the invitation instead.',
  'suspended-already': 'This person is already suspended. Nothing was changed.',
  'reminder-unneeded': 'This person already has two-factor authentication on.',
  'not-joined': "This person hasn't joined yet. Send the invitation again instead.",
  'reminded-already': 'An admin reminded this person within the last 24 hours. Try again tomorrow.',
  'not-suspended': "This person isn't suspended.",
  'not-locked': "There's nothing to unlock.",
  'already-joined': "This person has already joined and doesn't need an invitation.",
  'invitation-over':
    'This invitation link was used, has expired or was replaced. Ask your admin for a new one.',
  'token-invalid': "This token isn't valid. Sign in again.",
  'not-admin': 'Only an admin of your organization can do this.',
  'scope-missing': ({ scope }) =>
    `This API key doesn't have the scope ${scope ?? 'that this needs'}. Use a key that has it.`,
  'not-for-keys': "API keys can't do this. Sign in as an admin instead.",
  'api-key-unknown': 'This API key has already ended.',
  'api-keys-full': `Your organization already has ${apiKeysAtMost} API keys. End one first.`,
  'hand-over-over':
    'This link was used or has expired. Open the page again from the app or extension, or sign in.',
  'link-over': 'This link was used, has expired or was replaced by a newer one. Ask for a new one.',
  'letter-over': 'This email was already delivered or is no longer needed. Send a new one instead.',
  'request-over': 'This request has ended or was already decided. Go back to the queue.',
  'request-held':
    "This request is on hold: the account or its organization is suspended, or it's no longer an admin's. It can go on when that has changed.",
  'address-changed': 'The account has another email address now. Ask again with that one.',
  'decided-already':
    "You've already decided on this request, or it's already approved. Go back to the queue.",
  'own-request': "You can't decide on your own request. Ask another operator.",
  'organization-unknown': "This organization doesn't exist. Go back to Organizations.",
  'app-unknown': "This app doesn't exist or was deleted. Go back to Apps.",
  'app-suspended-already': 'This app is already suspended. Nothing was changed.',
  'app-not-suspended': "This app isn't suspended.",
  'site-unavailable':
    "This address can't be used here. Choose another host, or ask whoever runs this server.",
  'site-already-here': 'A site on your Apps page already has this host. Each site needs a host of its own.',
  'site-is-this-server':
    "This is the address of this server. Enter the site's own, which its proxy answers at.",
  'redirect-address-missing': 'Enter at least one redirect address: without it no one can sign in.',
  'redirect-address-refused': ({ address, native = false }) =>
    (address && whyNotReturnTo(address, native)) ||
    `${address ?? 'This address'} can't be used to return to. Check its spelling and its beginning.`,
  'icon-unreadable': "This file can't be read as a picture. Choose a PNG or a plain SVG.",
  'secret-none': 'This app has no client secret. Change it to one that keeps a secret first.',
  'group-unknown': "This group doesn't exist or was deleted. Reload the page and choose another one.",
  'group-missing': 'Choose at least one group, or let everyone use it.',
  'hours-missing': 'Enter a number of hours from 1 to 24.',
  'problem-over': 'This problem is no longer listed. Enter the address under Connection instead.',
  'group-name-taken': 'Another group already has this name. Choose a different one.',
  'group-in-use': ({ apps = [] }) =>
    `This group decides who may use ${listed(apps)}. Choose who may use ${apps.length === 1 ? 'it' : 'them'} in another way first.`,
  'group-in-policy':
    'This group decides who must have two-factor authentication. Choose other groups in Policy first.',
  'policy-group-missing': 'Choose at least one group.',
  'policy-date-missing': 'Enter a date and time, or choose At once.',
  'policy-date-past': 'This time has passed. Choose a later one, or At once.',
  'policy-date-far': 'Choose a time within the next year.',
  'policy-changed': 'Something changed after you looked at the preview. Here is what it would do now.',
  'policy-locks-out':
    'No admin could sign in with this: every one of them is locked or suspended. Unlock or reactivate one first.',
  'policy-name-needed': "Enter your organization's name exactly as it is shown to save this.",
  'grace-date-missing': 'Enter a date and time.',
  'grace-date-refused': "Choose a time that is later than the policy's, and within the next year.",
  'grace-unneeded': "The policy doesn't ask this person for anything. Reload the page.",
  'list-empty': 'Paste at least one email address, or choose a file.',
  'list-both': 'Paste people or choose a file, not both. Empty the field or choose the file again.',
  'list-too-large': 'Choose a file of at most 2 MB.',
  'list-too-long': 'This list has more than 5,000 people. Split it into several lists.',
  'list-line-long':
    'A line of this list has more than 10,000 characters, so its line breaks are missing. Put each person on their own line.',
  'list-unreadable': "This file isn't a list in plain text. Save it as CSV, then choose it again.",
  'list-workbook':
    'This is a workbook. In Excel, Numbers or LibreOffice save or export it as CSV, then choose that file.',
  'preview-over':
    'This preview was used or is older than a day, so nothing was changed. Paste or choose the list again.',
  'batch-over': 'This has already ended. Reload the page to see the result.',
  'second-asked':
    'A second admin has to agree first. The other admins with two-factor authentication got an email and have 24 hours.',
  'second-needs-person':
    "A second admin has to agree to this, and an API key can't ask. Ask for it signed in as an admin.",
  'second-full': `There are ${askedAtMost} requests waiting for a second admin. Decide on some, or take some back.`,
  'asked-over': 'This was decided, taken back, or has expired. Nothing was changed.',
  'asked-own': 'You asked for this, so someone else has to agree.',
  'asked-about-you': 'This is about you, so another admin has to decide.',
  'asked-not-told':
    'Only admins who had two-factor authentication when this was asked can decide. To include you, it has to be taken back and asked again.',
  'asked-too-new': ({ retryAt }, now) =>
    `You became an admin, or set up your authenticator, less than 24 hours ago. You can agree ${retryAt ? `in ${spoken(retryAt.getTime() - now.getTime())}` : 'later'}.`,
  'asked-asker-gone':
    'Whoever asked for this is no longer an active admin, so it has ended. Ask for it yourself if it is still needed.',
  'asked-target-changed':
    'Something was changed since this was asked, so it has ended. Look at it, and ask again if it is still needed.',
  'asked-not-possible': 'This can no longer be done, so it has ended. Nothing was changed.',
  'question-over': 'This can no longer be done: something changed in the meantime.',
  'four-eyes-suspended':
    'Four eyes is suspended or off, so no one has to agree. Whoever asked can do it alone now.',
  'four-eyes-too-few': `Four eyes needs ${adminsForFourEyes} active admins with two-factor authentication. Add one, or ask them to turn it on.`,
  'four-eyes-needs-you': `Four eyes needs ${adminsForFourEyes} admins with two-factor authentication, and you're one of ${adminsForFourEyes}. Let another admin turn it on, or turn four eyes off first.`,
  'selection-empty': 'Choose people and what to do. Nothing was changed.',
  'selection-too-large': `More than ${mostPeopleAtOnce.toLocaleString('en-GB')} people match. Narrow the search or the filter first. Nothing was changed.`,
  'batches-full': `There are ${batchesAtOnce} changes to many people running already. Wait until one has finished, or stop one. Nothing was changed.`,
  'selection-changed':
    'The number of people who match has changed, so nothing was done. Reload the page and check again.',
  'email-same': 'This is already your email address.',
  'setup-closed': "This link isn't valid. Find the current one on the server's console.",
  'move-running': 'Countersign or another command is still running. Stop it, then move.',
  'move-outdated':
    'The database was written by another version. Start Countersign with this version once, stop it, then move.',
  'move-nothing': "There's nothing to move. Set DATA_DIR or DATABASE_URL to where the data is.",
  'move-not-empty':
    "There's something in that place already. Name an empty database, or a file that isn't there.",
  'move-same-kind':
    'Everything is on this kind of database already. Make a copy with backup, or with pg_dump, instead.',
  'move-key-missing':
    "The key that this database was sealed with isn't in SECRETS_DIR or ENCRYPTION_KEY. Put it back, then move.",
  'move-differs':
    "The copy isn't the same as what it was made of, so it was thrown away. Nothing was changed. Run doctor, then try again.",
  'server-busy': 'The server is busy, so nothing was changed. Try again in a few seconds.',
  'server-full':
    "The server's disk is full, so nothing was changed. Tell whoever runs it, and try again later.",
} satisfies Record<string, Sentence>

/** Every outcome a person may be told of. A rule that returns a code without a sentence does not compile. */
export type Code = keyof typeof sentences

/** The sentence for an outcome: what happened and what to do next. */
export function sentence(code: Code, detail: Detail = {}, now: Date = new Date()): string {
  const found: Sentence = sentences[code]
  return typeof found === 'string' ? found : found(detail, now)
}

function waitUntil(at: Date, now: Date): string {
  const seconds = Math.max(1, Math.ceil((at.getTime() - now.getTime()) / 1000))
  return seconds < 90 ? counted(seconds, 'second') : counted(Math.ceil(seconds / 60), 'minute')
}

const minutesOff = (seconds: number) => counted(Math.max(1, Math.round(Math.abs(seconds) / 60)), 'minute')

/** "60 minutes", "24 hours", "7 days": in the largest unit of which there are at least two. */
function spoken(milliseconds = 0): string {
  const units = [
    ['day', days(1)],
    ['hour', hours(1)],
    ['minute', minutes(1)],
  ] as const
  const [unit, length] = units.find(([, length]) => milliseconds >= 2 * length) ?? units[2]
  return counted(Math.round(milliseconds / length), unit)
}

/** "Wiki", "Chat and Wiki", "Chat, Files and Wiki": of more than five the first five "and others". */
export function listed(names: string[]): string {
  if (names.length === 0) return 'an app'
  const [first, last] =
    names.length > 5 ? [names.slice(0, 5), 'others'] : [names.slice(0, -1), names.at(-1) ?? '']
  return first.length === 0 ? last : `${first.join(', ')} and ${last}`
}

/** "1 minute", "2 minutes". */
export const counted = (n: number, unit: string) => `${n} ${unit}${n === 1 ? '' : 's'}`
