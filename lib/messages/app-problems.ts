/** What goes wrong between an app and this server, with what is known of it. No secret, code or token is among it. */
export type AppProblems = {
  /** `registered`: as they stood at that time. */
  'redirect-uri-unknown': { asked: string; registered: string[] }
  'secret-wrong': Nothing
  /** The app proved itself as a public client although it has a secret, or the reverse. */
  'method-wrong': { asked: string }
  'scope-unknown': { asked: string }
  'pkce-missing': Nothing
  'pkce-wrong': Nothing
  /** `grant`: the kind, such as `authorization_code`. */
  'grant-invalid': { grant: string }
  'not-assigned': Nothing
  'app-suspended': Nothing
  'second-factor-missing': Nothing
  /** `reason`: what the attempt ended with, such as `HTTP 500`. */
  'logout-undelivered': { reason: string }
}

type Nothing = Record<string, never>

export type AppProblemCode = keyof AppProblems

/** One of them, whichever. */
export type AppProblem = {
  [Code in AppProblemCode]: { code: Code; detail: AppProblems[Code] }
}[AppProblemCode]

type Said = { [Code in AppProblemCode]: (app: string, detail: AppProblems[Code], person: string) => string }

const said: Said = {
  'redirect-uri-unknown': (app, { asked, registered }) => {
    const known = registered.length === 0 ? 'Nothing is registered.' : `Registered is ${inAList(registered)}.`
    return `${app} asked to return to ${asked}${difference(asked, registered)}. ${known}`
  },
  'secret-wrong': (app) =>
    `${app} sent a wrong client secret. Copy the secret into the app again, or make a new one.`,
  'method-wrong': (app, { asked }) =>
    `${app} signed in to this server by “${asked}”, which isn’t how it’s registered. Check whether it has a client secret.`,
  'scope-unknown': (app, { asked }) =>
    `${app} asked for the scope “${asked}”, which doesn’t exist here. Use openid, profile, email, groups or offline_access.`,
  'pkce-missing': (app) =>
    `${app} didn’t use PKCE. Turn it on in the app, or turn off “Require PKCE” here if the app can’t.`,
  'pkce-wrong': (app) =>
    `${app} sent a PKCE code verifier that doesn’t match. Check that its sign-in starts and ends on the same server.`,
  'grant-invalid': (app, { grant }) =>
    `${app} sent ${grantWords[grant] ?? 'something'} that was already used or has expired. Usually signing in again is enough.`,
  'not-assigned': (app, _, person) =>
    `${person} tried to open ${app} and may not use it. Add them to one of its groups if they should.`,
  'app-suspended': (app, _, person) => `${person} tried to open ${app} while it was suspended.`,
  'second-factor-missing': (app, _, person) =>
    `${person} tried to open ${app}, which requires two-factor authentication, and hasn’t set it up.`,
  'logout-undelivered': (app, { reason }) =>
    `${app} couldn’t be told that someone was signed out: ${reason}. Check its back-channel logout address.`,
}

const grantWords: Record<string, string> = {
  authorization_code: 'a code',
  refresh_token: 'a refresh token',
}

/**
 * What an admin reads of a problem. `person`: who was to be signed in. A code that no one knows any more, or one whose
 * detail is damaged, is said as it was stored.
 */
export function problemInWords(
  app: string,
  { code, detail }: { code: string; detail: unknown },
  person: string | null,
): string {
  if (!Object.hasOwn(said, code)) return code
  const words = said[code as AppProblemCode] as (app: string, detail: unknown, person: string) => string
  try {
    return words(app, detail, person ?? 'Someone')
  } catch {
    return code
  }
}

/** In which way an address is nearly a registered one, in brackets; empty where it is not. */
function difference(asked: string, registered: string[]): string {
  const slash = asked.endsWith('/')
  if (registered.includes(slash ? asked.slice(0, -1) : `${asked}/`))
    return slash ? ' (with a slash at the end)' : ' (without the slash at the end)'
  const other = asked.startsWith('https:')
    ? asked.replace('https:', 'http:')
    : asked.replace('http:', 'https:')
  if (registered.includes(other)) return ` (with ${asked.slice(0, asked.indexOf(':'))})`
  if (registered.some((uri) => uri.toLowerCase() === asked.toLowerCase())) return ' (in other letters)'
  return ''
}

const inAList = (parts: string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
