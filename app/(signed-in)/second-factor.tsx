import { CodeField } from '@/components/forms/code-field'
import { PasskeyButton } from '@/components/passkeys/passkey-button'
import { passkeyToProve } from '@/lib/queries/passkeys'
import { twoFactorState } from '@/lib/queries/two-factor'
import { requireMember } from '@/lib/web/gates'
import { requestContext } from '@/lib/web/request-context'

/** The second factor of whoever is signed in, in a form that asks for it: a code, or a passkey where they have one. */
export async function SecondFactor({ hint }: { hint?: string }) {
  const member = await requireMember()
  const ctx = await requestContext()
  const options = await passkeyToProve(ctx, member)
  const { authenticators, passkeys } = await twoFactorState(ctx, member)
  const apps = authenticators > 0 || passkeys === 0
  const label = apps ? 'Authentication code or recovery code' : 'Recovery code'
  if (!options) return <CodeField kind="recovery" name="code" label={label} hint={hint} />
  return (
    <>
      <PasskeyButton
        asked={{ ceremony: 'use', options }}
        otherwise={apps ? 'Use a code or a recovery code.' : 'Use a recovery code.'}
      >
        Use your passkey
      </PasskeyButton>
      <CodeField
        kind="recovery"
        name="code"
        label={label}
        hint={hint ?? 'Leave it empty if you use your passkey.'}
        required={false}
      />
    </>
  )
}
