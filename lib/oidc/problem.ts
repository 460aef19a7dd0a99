import type { KoaContextWithOIDC } from 'oidc-provider'

/** What a browser is led to when an app's request cannot be answered, and the app not be trusted with the error. */
export async function answerProblem(ctx: KoaContextWithOIDC, _: unknown, error: Error): Promise<void> {
  const kind = problems[error.name] ?? 'request-invalid'
  const app = ctx.oidc?.client?.clientId
  const query = new URLSearchParams({ kind, ...(app && { app }) })
  ctx.status = 303
  ctx.redirect(`/authorize/problem?${query}`)
}

const problems: Record<string, string> = {
  InvalidRedirectUri: 'redirect-uri-unknown',
  InvalidClient: 'app-unknown',
  SessionNotFound: 'authorization-over',
  TemporarilyUnavailable: 'server-busy',
}
