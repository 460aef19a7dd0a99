import type { KoaContextWithOIDC } from 'oidc-provider'
import { base, Check, Prompt } from 'oidc-provider/lib/helpers/interaction_policy/index.js'
import { multiFactor, tellsMultiFactor } from '@/lib/authentication-context'
import { admissionFor } from '@/lib/queries/oidc/admission'
import type { Refusal } from '@/lib/records/apps/admission'
import { askedContexts } from './account'
import { visitOf } from './visit'

/**
 * What stands between an authorization request and its code, in the order in which it is asked. `access` and the reasons
 * `second_factor` and `too_old` ask the portal session itself, not what the provider's session remembers of it.
 */
export function policy() {
  const prompts = base()
  const login = prompts.get('login')
  const consent = prompts.get('consent')
  if (!login || !consent) throw new Error('The library has no prompts of these names any more.')

  // Someone who is signed out, or signed in as someone else, since the provider's session was made.
  login.checks.add(
    new Check('no_account', 'nobody is signed in', 'login_required', ({ oidc }) =>
      Boolean(oidc.session?.accountId && !oidc.account),
    ),
  )
  login.checks.add(
    new Check(
      'second_factor',
      'a second factor is required',
      'unmet_authentication_requirements',
      async (ctx) => {
        if ((await refusal(ctx)) === 'second-factor') return true
        const { oidc } = ctx
        if (!oidc.session?.accountId) return false
        // `acr_values` is voluntary (OpenID Connect Core 5.5.1.1): asked for once.
        const [asked] = askedContexts(ctx)
        const had = asked === multiFactor ? tellsMultiFactor(oidc.session.acr) : oidc.session.acr === asked
        return tellsMultiFactor(asked) && !had && !oidc.result?.login
      },
    ),
  )
  login.checks.add(
    new Check(
      'too_old',
      'the sign-in is too old for this app',
      'login_required',
      async (ctx) => (await refusal(ctx)) === 'too-old',
    ),
  )

  // Before the others: whoever is to be chosen decides what else is to be asked.
  prompts.add(new Prompt({ name: 'select_account', requestable: true }), 0)
  const access = new Prompt(
    { name: 'access', requestable: false },
    new Check('not_assigned', 'this person may not use this app', 'access_denied', async (ctx) =>
      ['not-assigned', 'app-suspended'].includes((await refusal(ctx)) ?? ''),
    ),
  )
  prompts.add(access, 2)

  // It would ask everyone of an app on a phone every time: apps are the organization's own.
  consent.checks.remove('native_client_prompt')
  return prompts
}

const refusals = new WeakMap<KoaContextWithOIDC, Promise<Refusal | null>>()

/** Why whoever is signed in may not open the app of this request; null where they may, and where no one is signed in. */
function refusal(ctx: KoaContextWithOIDC): Promise<Refusal | null> {
  let asked = refusals.get(ctx)
  if (!asked) {
    asked = askRefusal(ctx)
    refusals.set(ctx, asked)
  }
  return asked
}

async function askRefusal({ oidc: { client, session }, req }: KoaContextWithOIDC): Promise<Refusal | null> {
  const { app, ctx, signIn } = visitOf(req)
  const found = session?.accountId && client ? await signIn() : null
  if (!found) return null
  // Of another app than the one that was asked for nothing is known here.
  return app && app.id === client?.clientId ? admissionFor(ctx, app, found) : 'not-assigned'
}
