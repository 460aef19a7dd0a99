import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { noteAppProblem } from '@/lib/acts/oidc/note-problem'
import { seconds } from '@/lib/duration'
import type { AppProblem } from '@/lib/messages/app-problems'
import type { ProblemKind } from '@/lib/messages/authorizations'
import { visitOf } from './visit'

/** What a browser is led to when an app's request cannot be answered, and the app not be trusted with the error. */
export async function answerProblem(ctx: KoaContextWithOIDC, _: unknown, error: Error): Promise<void> {
  const app = ctx.oidc?.client?.clientId
  const query = new URLSearchParams({ kind: kinds[error.name] ?? 'request-invalid', ...(app && { app }) })
  ctx.status = 303
  ctx.redirect(`/authorize/problem?${query}`)
}

const kinds: Record<string, ProblemKind> = {
  InvalidRedirectUri: 'redirect-uri-unknown',
  InvalidClient: 'app-unknown',
  SessionNotFound: 'authorization-over',
  TemporarilyUnavailable: 'server-busy',
}

/** Has what goes wrong with an app's requests noted, for its admins. `failed` is told of what could not be noted. */
export function noteProblems(provider: Provider, failed: (error: unknown) => void): void {
  const note = (ctx: KoaContextWithOIDC, error: Error) => {
    const app = ctx.oidc?.client?.clientId
    const problem = app === undefined ? null : problemOf(ctx, error)
    if (app === undefined || !problem || isNoted(`${app} ${problem.code}`)) return
    noteAppProblem(visitOf(ctx.req).ctx, app, problem).catch(failed)
  }
  provider.on('authorization.error', note)
  provider.on('grant.error', note)
}

const lately = new Map<string, number>()
const quiet = seconds(1)

/** Anyone may send nonsense in the name of an app: of each kind one in a second is noted. */
function isNoted(what: string): boolean {
  const now = performance.now()
  for (const [known, at] of lately) if (now - at > quiet) lately.delete(known)
  if (lately.has(what)) return true
  lately.set(what, now)
  return false
}

/** What an admin is told of an error; null for what is no one's mistake. */
function problemOf(ctx: KoaContextWithOIDC, error: Error): AppProblem | null {
  const { oidc } = ctx
  const { error_description: said = '', error_detail: detail = '' } = error as Error & {
    error_description?: string
    error_detail?: string
  }
  switch (error.name) {
    case 'InvalidRedirectUri': {
      // Our own page for tests is nothing that an admin has registered.
      const registered = [...(oidc.client?.redirectUris ?? [])]
      return {
        code: 'redirect-uri-unknown',
        detail: {
          asked: String(oidc.params?.redirect_uri),
          registered: registered.filter(
            (uri) => !uri.endsWith(`/organization/apps/${oidc.client?.clientId}/test`),
          ),
        },
      }
    }
    case 'InvalidClientAuth':
      return detail.includes('secret')
        ? { code: 'secret-wrong', detail: {} }
        : { code: 'method-wrong', detail: { asked: methodOf(ctx) } }
    case 'InvalidRequest':
      return said.includes('requires PKCE') ? { code: 'pkce-missing', detail: {} } : null
    case 'InvalidGrant':
      if (detail.includes('code_verifier')) return { code: 'pkce-wrong', detail: {} }
      return oidc.params?.grant_type === 'authorization_code' && !detail.includes('account')
        ? { code: 'grant-invalid', detail: { grant: 'authorization_code' } }
        : null
    default:
      return null
  }
}

/** How an app's server proved who it is (OpenID Connect Core 9). */
function methodOf({ headers, oidc }: KoaContextWithOIDC): string {
  if (headers.authorization) return 'client_secret_basic'
  return (oidc.body as { client_secret?: string } | undefined)?.client_secret ? 'client_secret_post' : 'none'
}
