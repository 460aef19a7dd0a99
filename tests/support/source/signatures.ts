import type { Source } from './imports'

export type Signature = { path: string; name: string; parameters: string[] }

const exported = /^export (?:async )?(?:function\*?|const) (\w+)(?:<[^(]*>)?(?: =)?(?: async)? ?\(/gm

/** The exported functions of a file, with their parameters as they are written. */
export function signaturesOf({ path, text }: Source): Signature[] {
  return [...text.matchAll(exported)].flatMap((match) => {
    const inside = balanced(text.slice(match.index + match[0].length))
    // `export const x = (…) => …` is a function; `export const x = (1 + 2) * 3` is none.
    const isFunction = match[0].includes('function') || /^\)\s*(?::[^=]+)?=>/.test(inside.rest)
    return isFunction ? [{ path, name: match[1] ?? '', parameters: inside.parts }] : []
  })
}

/** The text up to the bracket that closes, divided at its outermost commas. */
function balanced(text: string): { parts: string[]; rest: string } {
  let depth = 0
  let part = ''
  const parts: string[] = []
  for (const [at, sign] of [...text].entries()) {
    if (sign === ')' && depth === 0) {
      if (part.trim() !== '') parts.push(part.trim())
      return { parts, rest: text.slice(at) }
    }
    if ('([{<'.includes(sign)) depth += 1
    if (')]}'.includes(sign) || (sign === '>' && text[at - 1] !== '=')) depth -= 1
    if (sign === ',' && depth === 0) {
      parts.push(part.trim())
      part = ''
    } else part += sign
  }
  return { parts, rest: '' }
}

const actors = ['Challenger', 'Member', 'Admin', 'Operator', 'Console', 'ApiKey']

/** The actors that an act or query is for, by the names of their types; none where it takes none. */
export function actorsOf({ parameters }: Signature): string[] {
  const type = /: (\w+(?:<[^<>]*>)?(?: \| \w+(?:<[^<>]*>)?)*)$/.exec(parameters[1] ?? '')?.[1] ?? ''
  return type
    .split(' | ')
    .map((name) => name.replace(/<.*$/, ''))
    .filter((name) => actors.includes(name))
}

/** What an act or query without an actor goes by instead. */
const proofs: Record<string, string[]> = {
  'the email address and the password': ['signInWithPassword'],
  'a passkey that has signed a challenge of ours': ['signInWithPasskey'],
  'nothing: it is the same for everyone': ['whereForPasskeys', 'passkeyToSignIn', 'passkeyToSignInByApi'],
  'an email address, which is told nothing': ['askForReset', 'askForRecovery'],
  'a link that was mailed': [
    ...['confirmEmailChange', 'undoEmailChange', 'resetPassword', 'findLink'],
    ...['confirmRequest', 'stopRequest', 'shownRequest'],
    ...['completeRecovery', 'sendFreshCompletion', 'findCompletion'],
  ],
  'the token of a gate or a ticket for one': ['findGate', 'enterSite'],
  "a site's host, which is public": ['findSite'],
  'the link of an invitation': ['acceptInvitation', 'findInvitation'],
  "the set-up token from the server's console": ['setUpOrganization', 'isSetupToken'],
  'the token of a challenge, a session or a hand-over': [
    ...['findChallenge', 'findSession', 'findSignIn', 'refreshSession', 'redeemTicket'],
    ...['findChallengeOfPage', 'redeemOwnTicket', 'takeHandOver', 'findHandOver', 'whyEnded'],
  ],
  "the id of a code, a token or an authorization of the OpenID provider's, or the session it came from": [
    ...[
      'keepRow',
      'keepExchange',
      'spend',
      'forget',
      'endGrant',
      'endTokensOf',
      'findRow',
      'noteRefresh',
      'signOutByApp',
    ],
    ...['accountFor', 'admissionFor', 'findAuthorization', 'glimpseAuthorization'],
  ],
  "an app's client id, which is public": [...['findClient', 'appNameOf', 'isSignedOutUri', 'noteAppProblem']],
  "the server's own: its signing keys": [
    'signingKeys',
    'signingKeySet',
    'ensureSigningKeys',
    'evidenceKeySet',
    'ensureEvidenceKey',
  ],
  'nothing: a logo is shown to people who have yet to sign in': ['findLogo', 'soleLogo'],
  'the token of an API key': ['findApiKey'],
  'nothing: it says yes or no, and of nobody': ['isSetUp', 'isInUse', 'isOpenChallenge'],
  'nothing: it is about the server, and only the console and the jobs call it': [
    ...['verifyAudit', 'checkEntries', 'changesSince', 'unattendedRequests'],
    ...['misdatedRows', 'misfits', 'openAll', 'unreadablePeople', 'strandedPasskeys'],
  ],
}

/** Acts and queries that take no actor and are not known to have a proof of their own. */
export function unproven(sources: Source[]): string[] {
  const known = Object.values(proofs).flat()
  return sources
    .filter(({ path }) => /^lib\/(acts|queries)\//.test(path))
    .flatMap(signaturesOf)
    .filter(({ parameters }) => / ?\bContext$/.test(parameters[0] ?? ''))
    .filter((signature) => actorsOf(signature).length === 0 && !known.includes(signature.name))
    .map(({ path, name }) => `${path} ${name}`)
}

/** Names in the list above that nothing is called any more. */
export function provenNothing(sources: Source[]): string[] {
  const there = new Set(sources.flatMap(signaturesOf).map(({ name }) => name))
  return Object.values(proofs)
    .flat()
    .filter((name) => !there.has(name))
}

/** The acts and queries that are for this actor. */
export function actsOf(actor: string, sources: Source[]): string[] {
  const found = sources
    .filter(({ path }) => /^lib\/(acts|queries)\//.test(path))
    .flatMap(signaturesOf)
    .filter((signature) => actorsOf(signature).includes(actor))
  return [...new Set(found.map(({ name }) => name))].sort()
}
