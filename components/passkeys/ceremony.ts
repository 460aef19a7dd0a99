/** What the server asks of the browser when a passkey is made, and when one is used. */
export type CreationOptions = PublicKeyCredentialCreationOptionsJSON
export type RequestOptions = PublicKeyCredentialRequestOptionsJSON & { rpId: string }

/** Whose passkeys there are: the ids of all of them, and what the person is called. */
export type PasskeySignals = {
  rpId: string
  userId: string
  allAcceptedCredentialIds: string[]
  name: string
  displayName: string
}

/**
 * What the browser does with passkeys: the one place that calls its Web Authentication API (WebAuthn Level 3), with the JSON
 * forms of options and answers that it has itself since March 2025.
 */

/** Whether this browser can make and use passkeys. False in the server's HTML, and on pages without https. */
export const knowsPasskeys = (): boolean =>
  typeof PublicKeyCredential === 'function' &&
  typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function' &&
  typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function'

/** Why there is no answer: `message` is the sentence for the person. */
export class PasskeyTrouble extends Error {}

/** The request that waits behind a field for someone to choose a passkey. A browser has one at most. */
let waiting: { abort: AbortController; over: Promise<unknown> } | null = null

/**
 * Asks the person to use a passkey. Answers with the assertion as JSON.
 * Throws PasskeyTrouble.
 */
export async function getPasskey(options: RequestOptions): Promise<string> {
  await stopWaiting()
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  return answered(navigator.credentials.get({ publicKey }), sentencesOfUse)
}

/**
 * Asks the person to make a passkey. Answers with the registration as JSON.
 * Throws PasskeyTrouble.
 */
export async function makePasskey(options: CreationOptions): Promise<string> {
  await stopWaiting()
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
  return answered(navigator.credentials.create({ publicKey }), sentencesOfMaking)
}

/**
 * Lets the field with `autocomplete="username webauthn"` offer passkeys, where the browser can. Says nothing of failures:
 * nobody asked. Answers with the assertion as JSON once one was chosen, or never.
 */
export async function offerPasskeys(options: RequestOptions): Promise<string | null> {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return null
  await stopWaiting()
  const abort = new AbortController()
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  const chosen = navigator.credentials
    .get({ publicKey, mediation: 'conditional', signal: abort.signal })
    .then(jsonOf, () => null)
  waiting = { abort, over: chosen }
  return chosen
}

/** A second request fails while one waits. */
export async function stopWaiting(): Promise<void> {
  const stopped = waiting
  waiting = null
  stopped?.abort.abort()
  await stopped?.over
}

/** Tells the browser, where it listens, that no account here has the passkey of this answer, so that it offers it no more. */
export function forgetUnknown(rpId: string, answer: string): void {
  const { id: credentialId } = JSON.parse(answer) as { id: string }
  void PublicKeyCredential.signalUnknownCredential?.({ rpId, credentialId }).catch(() => {})
}

/** Tells the browser, where it listens, which passkeys there are, all of them, and whose they are. */
export function tellBrowser({
  rpId,
  userId,
  allAcceptedCredentialIds,
  name,
  displayName,
}: PasskeySignals): void {
  if (typeof PublicKeyCredential !== 'function') return
  const known = { rpId, userId }
  void PublicKeyCredential.signalAllAcceptedCredentials?.({ ...known, allAcceptedCredentialIds }).catch(
    () => {},
  )
  void PublicKeyCredential.signalCurrentUserDetails?.({ ...known, name, displayName }).catch(() => {})
}

async function answered(credential: Promise<Credential | null>, sentences: Sentences): Promise<string> {
  try {
    return jsonOf(await credential)
  } catch (error) {
    const { name } = error instanceof Error ? error : new Error(String(error))
    // What is cancelled, times out or finds no passkey is one and the same to the page, on purpose.
    console.warn(`Passkey: ${name}`)
    throw new PasskeyTrouble(sentences[name] ?? sentenceOfAny[name] ?? unable)
  }
}

type Sentences = Record<string, string>

const unable = 'Your device couldn’t do it. Try again, or use another device.'

const sentenceOfAny: Sentences = {
  InvalidStateError: unable,
  OperationError: 'Another passkey window is open. Close it, then try again.',
  SecurityError: 'Passkeys only work at the address that this server was set up with. Ask whoever runs it.',
  ConstraintError: 'This security key can’t do that. Set a PIN on it, or use another device.',
  NotSupportedError: 'This security key can’t do that. Set a PIN on it, or use another device.',
}

const sentencesOfUse: Sentences = {
  NotAllowedError:
    'No passkey was used. It may have been cancelled, or there is none on this device. Try again, or sign in another way.',
}

const sentencesOfMaking: Sentences = {
  NotAllowedError:
    'No passkey was added. It may have been cancelled, or taken too long. Try again, or use another device.',
  InvalidStateError: 'This device already has a passkey for your account.',
}

/** What a server needs of a credential, as JSON. Extensions of password managers may lack `toJSON`, or throw in it. */
function jsonOf(credential: Credential | null): string {
  if (!credential) throw new DOMException('There was no credential.', 'NotAllowedError')
  const made = credential as PublicKeyCredential
  try {
    return JSON.stringify(made.toJSON())
  } catch {
    return JSON.stringify(byHand(made))
  }
}

function byHand({ id, rawId, type, response }: PublicKeyCredential) {
  const said: Record<string, string | null> = {}
  for (const name of [
    'clientDataJSON',
    'attestationObject',
    'authenticatorData',
    'signature',
    'userHandle',
  ]) {
    const bytes: unknown = (response as unknown as Record<string, unknown>)[name]
    if (bytes instanceof ArrayBuffer) said[name] = base64url(bytes)
  }
  return { id, type, rawId: base64url(rawId), response: said, clientExtensionResults: {} }
}

const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
