import type { Account, FindAccount, KoaContextWithOIDC } from 'oidc-provider'
import { noteRefresh } from '@/lib/acts/oidc/use'
import { authenticationContext, tellsMultiFactor } from '@/lib/authentication-context'
import { accountFor } from '@/lib/queries/oidc/account'
import { findRow } from '@/lib/queries/oidc/rows'
import { derivedId, visitOf } from './visit'

/** How a person signed in, as ID token and userinfo say it. */
type Told = { acr?: string | undefined; amr?: string[] | undefined; auth_time?: number | undefined }

/** What codes and tokens keep of it: codes and refresh tokens by themselves, access tokens in `extra`. */
type Token = {
  kind?: string
  clientId?: string
  grantId?: string
  sid?: string
  acr?: string
  amr?: string[]
  authTime?: number
  extra?: Told
}

/**
 * Who a subject is, at each step. At an authorization it is whoever is signed in at the portal, or no one. Of a code or a
 * token it is asked again whether the app may still know them.
 */
export const findAccount: FindAccount = async (ctx, sub, token) =>
  token ? accountOfToken(ctx, sub, token as Token) : accountOfBrowser(ctx, sub)

async function accountOfBrowser(ctx: KoaContextWithOIDC, sub: string): Promise<Account | undefined> {
  const signIn = await visitOf(ctx.req).signIn()
  if (signIn?.person.userId !== sub) return undefined
  // The portal session may have been given a second factor since, or another may have taken its place.
  const { acr, amr } = authenticationContext(signIn.proof, askedContexts(ctx))
  const signedInAt = Math.floor(signIn.signedInAt.getTime() / 1000)
  const { session } = ctx.oidc
  if (session && (session.acr !== acr || session.loginTs !== signedInAt))
    Object.assign(session, { acr, amr, loginTs: signedInAt })
  return { accountId: sub, claims: async () => ({ sub }) }
}

/** The values of `acr` that an app asks for, whether it insists on them or not. */
export function askedContexts({ oidc }: KoaContextWithOIDC): string[] {
  const asked = oidc.claims?.id_token?.acr as { values?: string[]; value?: string } | null | undefined
  return asked?.values ?? (asked?.value === undefined ? [] : [asked.value])
}

const toldOf = ({ extra, acr, amr, authTime }: Token): Told => extra ?? { acr, amr, auth_time: authTime }

/** Whether an app may still know the person of a token that it has: asked again, as at userinfo, and noted nowhere. */
export async function isKnownStill(
  { req }: KoaContextWithOIDC,
  token: { clientId?: string | undefined; accountId?: string },
): Promise<boolean> {
  const { acr } = toldOf(token as Token)
  const { clientId = '', accountId = '' } = token
  return (await accountFor(visitOf(req).ctx, clientId, accountId, tellsMultiFactor(acr))) !== null
}

async function accountOfToken(
  { req, oidc }: KoaContextWithOIDC,
  sub: string,
  token: Token,
): Promise<Account | undefined> {
  const { ctx } = visitOf(req)
  const told = toldOf(token)
  const clientId = token.clientId ?? oidc.client?.clientId ?? ''
  const claims = await accountFor(ctx, clientId, sub, tellsMultiFactor(told.acr))
  if (!claims) return undefined
  if (token.kind === 'RefreshToken' && token.grantId) {
    const grant = await findRow(ctx, 'Grant', token.grantId)
    if (grant?.sessionId) await noteRefresh(ctx, grant.sessionId)
  }
  return { accountId: sub, claims: async () => ({ sub, ...claims, ...told, sid: token.sid }) }
}

/** What an access token keeps of the sign-in that it came from. */
export function extraOfAccessToken(ctx: KoaContextWithOIDC): Told | undefined {
  const source = (ctx.oidc.entities.RefreshToken ?? ctx.oidc.entities.AuthorizationCode) as Token | undefined
  return source && { acr: source.acr, amr: source.amr, auth_time: source.authTime }
}

/** The same `sid` for an app as long as the provider's session lasts. */
export function nameSignIn({ oidc }: KoaContextWithOIDC): string | null {
  const { client, session } = oidc
  if (!client || !session) return null
  session.sidFor(client.clientId, derivedId('sid', session.uid, client.clientId))
  return derivedId('grant', session.uid, client.clientId)
}
