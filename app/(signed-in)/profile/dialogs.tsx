import { AccountName } from '@/components/forms/account-name'
import { TextField } from '@/components/forms/field'
import { NewPasswordField } from '@/components/forms/new-password-field'
import { PageDialog } from '@/components/forms/page-dialog'
import { PasswordField } from '@/components/forms/password-field'
import { namedOr } from '@/lib/messages/authenticators'
import { counted, listed } from '@/lib/messages/codes'
import { setUpAgainByInWords } from '@/lib/messages/policy'
import type { Deadline } from '@/lib/queries/policy/deadline'
import { SecondFactor } from '../second-factor'
import {
  changeOwnEmail,
  changeOwnPassword,
  makeNewRecoveryCodes,
  removeAuthenticator,
  removeOnePasskey,
  renameOneAuthenticator,
  renameOnePasskey,
  signOutElsewhere,
  turnOff,
} from './actions'

const whichGo = (many: number, what: string) => (many === 1 ? what : counted(many, what))

/**
 * *Turn off*: the password, nothing else. It takes all authenticators and passkeys. `again`: until when it would have to be
 * set up again.
 */
export function TurnOffDialog({
  account,
  authenticators,
  passkeys,
  again,
}: {
  account: string
  authenticators: number
  passkeys: number
  again: Deadline | null
}) {
  const many = [
    ...(authenticators > 0 ? [whichGo(authenticators, 'authenticator')] : []),
    ...(passkeys > 0 ? [whichGo(passkeys, 'passkey')] : []),
    'recovery codes',
  ]
  return (
    <PageDialog
      back="/profile"
      id="turn-off"
      action={turnOff}
      title="Turn off two-factor authentication?"
      confirm="Turn off"
      destructive
    >
      <p className="text-muted">
        {`You’ll sign in with a password only. Your ${listed(many)} are deleted, and you’ll be signed out everywhere else.`}
      </p>
      {again && <p>{setUpAgainByInWords(again)}</p>}
      <AccountName email={account} />
      <PasswordField name="password" required />
    </PageDialog>
  )
}

type OfAuthenticator = { account: string; authenticator: { id: string; name: string | null } }

/** *Rename* an authenticator, with both factors. */
export function RenameAuthenticatorDialog({ account, authenticator: { id, name } }: OfAuthenticator) {
  return (
    <PageDialog
      back="/profile"
      id="rename-authenticator"
      action={renameOneAuthenticator}
      title="Rename authenticator"
      confirm="Rename"
    >
      <input type="hidden" name="authenticatorId" value={id} />
      <TextField name="name" label="Name" autoComplete="off" defaultValue={namedOr(name)} required />
      <AccountName email={account} />
      <PasswordField name="password" required />
      <SecondFactor />
    </PageDialog>
  )
}

/** *Remove* one of several authenticators, with both factors. */
export function RemoveAuthenticatorDialog({ account, authenticator: { id, name } }: OfAuthenticator) {
  return (
    <PageDialog
      back="/profile"
      id="remove-authenticator"
      action={removeAuthenticator}
      title={`Remove ${namedOr(name)}?`}
      confirm="Remove"
      destructive
    >
      <input type="hidden" name="authenticatorId" value={id} />
      <p className="text-muted">
        Its codes will no longer work. Your recovery codes stay the same, and you’ll be signed out everywhere
        else.
      </p>
      <AccountName email={account} />
      <PasswordField name="password" required />
      <SecondFactor />
    </PageDialog>
  )
}

type OfPasskey = { account: string; passkey: { id: string; name: string } }

/** *Rename* a passkey, with both factors. */
export function RenamePasskeyDialog({ account, passkey: { id, name } }: OfPasskey) {
  return (
    <PageDialog
      back="/profile"
      id="rename-passkey"
      action={renameOnePasskey}
      title="Rename passkey"
      confirm="Rename"
    >
      <input type="hidden" name="passkeyId" value={id} />
      <TextField name="name" label="Name" autoComplete="off" defaultValue={name} required />
      <AccountName email={account} />
      <PasswordField name="password" required />
      <SecondFactor />
    </PageDialog>
  )
}

/** *Remove* a passkey, with both factors. */
export function RemovePasskeyDialog({ account, passkey: { id, name } }: OfPasskey) {
  return (
    <PageDialog
      back="/profile"
      id="remove-passkey"
      action={removeOnePasskey}
      title={`Remove ${name}?`}
      confirm="Remove"
      destructive
    >
      <input type="hidden" name="passkeyId" value={id} />
      <p className="text-muted">
        It will no longer work. Your recovery codes stay the same, and you’ll be signed out everywhere else.
      </p>
      <AccountName email={account} />
      <PasswordField name="password" required />
      <SecondFactor />
    </PageDialog>
  )
}

/** *New recovery codes*: the old ones are void. */
export function NewRecoveryCodesDialog({ account }: { account: string }) {
  return (
    <PageDialog
      back="/profile"
      id="new-codes"
      action={makeNewRecoveryCodes}
      title="Make new recovery codes?"
      confirm="Make new codes"
    >
      <p className="text-muted">You’ll get 10 new codes. The old ones will no longer work.</p>
      <AccountName email={account} />
      <PasswordField name="password" required />
      <SecondFactor />
    </PageDialog>
  )
}

/** *Change email*: it changes when the link sent there is used. */
export function ChangeEmailDialog({ account }: { account: string }) {
  return (
    <PageDialog
      back="/profile"
      id="change-email"
      action={changeOwnEmail}
      title="Change your email address"
      confirm="Send link"
    >
      <p className="text-muted">
        We’ll send a link to the new address. Your address changes when you open it and confirm; until then,
        sign in as before.
      </p>
      <TextField name="email" label="New email" type="email" autoComplete="off" required />
      <AccountName email={account} />
      <PasswordField name="password" required />
    </PageDialog>
  )
}

export function ChangePasswordDialog({ account }: { account: string }) {
  return (
    <PageDialog
      back="/profile"
      id="change-password"
      action={changeOwnPassword}
      title="Change your password"
      confirm="Change password"
    >
      <p className="text-muted">You’ll be signed out everywhere else.</p>
      <AccountName email={account} />
      <PasswordField name="password" label="Current password" required />
      <NewPasswordField />
    </PageDialog>
  )
}

/** *Sign out everywhere else*: `others` are the sessions that end. */
export function SignOutElsewhereDialog({ others }: { others: number }) {
  return (
    <PageDialog
      back="/profile"
      id="sign-out-elsewhere"
      action={signOutElsewhere}
      title="Sign out everywhere else?"
      confirm="Sign out everywhere else"
    >
      <p className="text-muted">
        {others === 1
          ? 'Your other session ends immediately.'
          : `Your ${others} other sessions end immediately.`}
      </p>
    </PageDialog>
  )
}
