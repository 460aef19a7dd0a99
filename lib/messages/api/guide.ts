import { days, minutes } from '@/lib/duration'
import { accessLife, apiKeysAtMost, attemptsPerChallenge, longestKeyLife } from '@/lib/figures'
import { scopeWords } from '../scopes'

/** What every call has in common, for people: the same in the document and in the reference. */
export const guide: readonly { title: string; text: readonly string[] }[] = [
  {
    title: 'Signing in',
    text: [
      '`POST /sign-in` with the email, the password and the kind of client: `extension`, `mobile`, or `server` for a program on a server. It answers `signed-in` with tokens, or a challenge.',
      "`code-required`: send the challenge to `POST /sign-in/code` with the 6 digits of any of the person's authenticators, or to `POST /sign-in/recovery-code`. For a passkey, `POST /sign-in/passkey/options` answers what it is asked, and `POST /sign-in/passkey` takes its answer.",
      'A passkey that verifies its owner signs in alone: `POST /sign-in/with-passkey/options`, then `POST /sign-in/with-passkey`. Options and answers are WebAuthn JSON. The origin that is signed has to be the one of this server, which an app gets by associating itself with it.',
      '`enrollment-required`: `POST /sign-in/enrollment` answers the setup key for the authenticator app, `POST /sign-in/enrollment/confirm` takes a code from that app. For a passkey instead: `POST /sign-in/enrollment/passkey/options`, then `POST /sign-in/enrollment/passkey`.',
      'Call with `Authorization: Bearer` and the access token. When it has expired, or a call answers 401, `POST /tokens/refresh` once and store both new tokens before you use them.',
      '`POST /sign-out` ends the session. It takes no body, or an empty object as JSON.',
    ],
  },
  {
    title: 'API keys',
    text: [
      "Your organization's programs use an API key instead of an access token: `Authorization: Bearer csk_…`. An admin makes one on the page API keys, which shows it once.",
      ...Object.entries(scopeWords).map(([scope, words]) => `\`${scope}\`: ${words}`),
      'A call that its scopes do not cover answers 403 `scope-missing`. A key is never an admin: what concerns admins, roles, keys or a signed-in person answers 403 `not-for-keys`.',
      'A key ends when an admin ends it, when it expires, and when the admin who answers for it is suspended, removed, no longer an admin, or has their 2FA reset; then every call answers 401 `token-invalid`. To keep it, have another admin take it over first.',
    ],
  },
  {
    title: 'Limits',
    text: [
      `An access token works for ${accessLife / minutes(1)} minutes. A session ends after 7 days without a refresh, and after 30 days at most; for admins after 24 hours.`,
      `An API key works for ${longestKeyLife / days(1)} days at most, and an organization has ${apiKeysAtMost} at most.`,
      `A challenge works for 10 minutes, or 60 if it waits for enrollment; ${attemptsPerChallenge} incorrect codes end it. After 10 incorrect codes in a row, over all challenges, the person has to wait 15 minutes, then longer, up to an hour; 100 lock their sign-in until an admin unlocks it, or fewer where they have several authenticators: 50 with two, 10 with ten.`,
      'Incorrect passwords: after 5 for one person within an hour, or 60 from one address within 15 minutes, each further one makes the next wait, from 1 second up to 5 minutes. The whole server takes 3,000 sign-ins a minute.',
      '429 and 503 come with `Retry-After` in seconds. Wait for that long, then send the same call again.',
      'A body can have up to 16 KiB, also with GET; more is answered with 413. A page of a list has up to 50 entries.',
    ],
  },
  {
    title: 'Every call',
    text: [
      'GET takes its fields in the query and ignores a body. POST takes them in the body as JSON in UTF-8 with `Content-Type: application/json`, and none in the query. A field that a call does not take is an error, as is one that is sent twice. Lengths count characters (Unicode code points).',
      'Errors are problems (RFC 9457) with a stable `code` for programs and a `detail` for people. 422 names each field under `errors`.',
      'An unknown path answers 404 `call-unknown`; another method than the one named here, HEAD and OPTIONS included, answers 405 `method-not-allowed` with `Allow`.',
      "There are no CORS headers: call from a server, an app or a browser extension. Pages of other sites can't read an answer. Cookies are ignored.",
    ],
  },
]

/** The same as text for the document (CommonMark). */
export const guideText = () =>
  guide.map(({ title, text }) => `## ${title}\n\n${text.map((item) => `- ${item}`).join('\n')}`).join('\n\n')
