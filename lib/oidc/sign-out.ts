import type { KoaContextWithOIDC } from 'oidc-provider'
import { signOutByApp } from '@/lib/acts/oidc/sign-out'
import { derivedId, visitOf } from './visit'

type State = { clientId?: string; state?: string; postLogoutRedirectUri?: string }

/**
 * Finishes what the library would ask people for with a page of its own: RP-initiated logout. Whoever comes with an ID
 * token of the very session that is open is signed out and led back (OpenID Connect RP-Initiated Logout 1.0, 2); everyone
 * else who is signed in is asked first, on a page of ours.
 */
export async function afterRequest(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next()
  const { oidc } = ctx
  if (oidc?.route !== 'end_session' || ctx.status !== 200 || !oidc.session) return
  const state = (oidc.session.state ?? {}) as State
  const back = addressBack(state)
  const signIn = await visitOf(ctx.req).signIn()
  if (signIn && !isOfSession(ctx, signIn.person.userId)) {
    const asked = new URLSearchParams({
      ...(state.clientId && { app: state.clientId }),
      ...(back && { back }),
    })
    return leadTo(ctx, `/authorize/sign-out?${asked}`)
  }
  if (signIn) await signOutByApp(visitOf(ctx.req).ctx, signIn)
  leadTo(ctx, back ?? '/sign-in?notice=signed-out')
}

function leadTo(ctx: KoaContextWithOIDC, where: string): void {
  ctx.body = ''
  ctx.status = 303
  ctx.redirect(where)
}

/** Whether the ID token that came along names the open session: its person, and its name for this app. */
function isOfSession({ oidc }: KoaContextWithOIDC, userId: string): boolean {
  const hint = oidc.entities.IdTokenHint?.payload as { sub?: string; sid?: string; aud?: string } | undefined
  const { session } = oidc
  if (!hint || !session || hint.sub !== userId) return false
  return hint.sid === derivedId('sid', session.uid, String(hint.aud))
}

/** Where the app wants people to be led: the library has compared it with those that are registered. */
function addressBack({ postLogoutRedirectUri, state }: State): string | null {
  const url = URL.parse(postLogoutRedirectUri ?? '')
  if (!url) return null
  if (state !== undefined) url.searchParams.set('state', state)
  return url.href
}
