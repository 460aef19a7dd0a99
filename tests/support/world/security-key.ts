import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { CreationOptions, NewPasskey, PasskeyAnswer, RequestOptions } from '@/lib/passkey-responses'

/*
 * A security key and the browser that it hangs on, written from WebAuthn L3, CTAP 2.1 and RFC 8949 alone: node:crypto and a
 * few lines of CBOR. It shares nothing with the library that the product verifies with.
 */

type Cbor = number | string | boolean | Buffer | Cbor[] | Map<number | string, Cbor>

function head(major: number, n: number): Buffer {
  const first = major << 5
  if (n < 24) return Buffer.from([first | n])
  if (n < 0x100) return Buffer.from([first | 24, n])
  if (n < 0x10000) return Buffer.from([first | 25, n >> 8, n & 255])
  const long = Buffer.alloc(5)
  long[0] = first | 26
  long.writeUInt32BE(n, 1)
  return long
}

/** RFC 8949, as much of it as authenticators write. */
export function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'boolean') return Buffer.from([value ? 0xf5 : 0xf4])
  if (typeof value === 'string') {
    const text = Buffer.from(value)
    return Buffer.concat([head(3, text.length), text])
  }
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)])
  const pairs = [...value].flatMap(([key, one]) => [cbor(key), cbor(one)])
  return Buffer.concat([head(5, value.size), ...pairs])
}

const flagsOf = {
  userPresent: 0x01,
  userVerified: 0x04,
  backupEligible: 0x08,
  backedUp: 0x10,
  attested: 0x40,
}

type Kept = { id: Buffer; key: KeyObject; rpId: string; userHandle: string; counter: number }

/** What kind of key it is, and what the page that asks it says it is. */
export type KeyOptions = {
  origin?: string
  /** It verifies its owner, by a PIN or a fingerprint. */
  verifies?: boolean
  /** It finds its credentials without being told their ids. */
  stores?: boolean
  /** Its credentials may be synced, and are. */
  synced?: boolean
  /** It counts how often it signs. */
  counts?: boolean
  aaguid?: string
}

/** What is changed about one answer, as a thief or a broken client would. */
export type Bent = {
  origin?: string
  rpId?: string
  type?: string
  challenge?: string
  crossOrigin?: boolean
  topOrigin?: string
  userVerified?: boolean
  backupEligible?: boolean
  userHandle?: string | null
  /** Which credential it says it is. */
  id?: string
}

const hashOf = (data: Buffer | string) => createHash('sha256').update(data).digest()

export class SecurityKey {
  readonly options: Required<KeyOptions>
  kept: Kept[] = []

  constructor(options: KeyOptions = {}) {
    this.options = {
      origin: 'https://id.example.com',
      ...{ verifies: true, stores: true, synced: false, counts: true },
      aaguid: '01020304-0506-0708-0102-030405060708',
      ...options,
    }
  }

  /** Another key with the same secrets and counters: a copy. */
  copy(): SecurityKey {
    const copy = new SecurityKey(this.options)
    copy.kept = this.kept.map((one) => ({ ...one }))
    return copy
  }

  get lastId(): string {
    return this.kept.at(-1)?.id.toString('base64url') ?? ''
  }

  #clientData(type: string, challenge: string, bent: Bent): Buffer {
    const { crossOrigin = false, topOrigin } = bent
    return Buffer.from(
      JSON.stringify({
        ...{ type: bent.type ?? type, challenge: bent.challenge ?? challenge },
        ...{ origin: bent.origin ?? this.options.origin, crossOrigin },
        ...(topOrigin !== undefined && { topOrigin }),
      }),
    )
  }

  #flags({ userVerified, backupEligible }: Bent): number {
    const { verifies, synced } = this.options
    return (
      flagsOf.userPresent |
      ((userVerified ?? verifies) ? flagsOf.userVerified : 0) |
      ((backupEligible ?? synced) ? flagsOf.backupEligible : 0) |
      (synced && backupEligible !== false ? flagsOf.backedUp : 0)
    )
  }

  /** `navigator.credentials.create()`. */
  create(options: CreationOptions, bent: Bent = {}): NewPasskey {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    const id = randomBytes(32)
    const kept = { id, key: privateKey, rpId: options.rp.id, userHandle: options.user.id, counter: 0 }
    if (this.options.counts) kept.counter = 1
    this.kept.push(kept)
    const coseKey = new Map<number, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ])
    const length = Buffer.alloc(2)
    length.writeUInt16BE(id.length)
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(kept.counter)
    const authData = Buffer.concat([
      ...[hashOf(bent.rpId ?? options.rp.id), Buffer.from([this.#flags(bent) | flagsOf.attested]), counter],
      ...[Buffer.from(this.options.aaguid.replaceAll('-', ''), 'hex'), length, id, cbor(coseKey)],
    ])
    const attestation = new Map<string, Cbor>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ])
    const said = bent.id ?? id.toString('base64url')
    return {
      ...{ id: said, rawId: said, type: 'public-key' },
      response: {
        clientDataJSON: this.#clientData('webauthn.create', options.challenge, bent).toString('base64url'),
        attestationObject: cbor(attestation).toString('base64url'),
        transports: this.options.synced ? ['internal', 'hybrid'] : ['usb'],
      },
      clientExtensionResults: { credProps: { rk: this.options.stores } },
    }
  }

  /** `navigator.credentials.get()`. Throws where it has none that was asked for, as a browser does. */
  get(options: RequestOptions, bent: Bent = {}): PasskeyAnswer {
    const allowed = options.allowCredentials?.map(({ id }) => id)
    const found = this.kept
      .filter(({ rpId }) => rpId === options.rpId)
      .findLast(({ id }) => (allowed ? allowed.includes(id.toString('base64url')) : this.options.stores))
    if (!found) throw new Error('NotAllowedError')
    return this.sign(found, options, bent)
  }

  /** Signs with a credential whether or not it was asked for. */
  sign(
    kept: Kept,
    { challenge, rpId }: Pick<RequestOptions, 'challenge' | 'rpId'>,
    bent: Bent = {},
  ): PasskeyAnswer {
    if (this.options.counts) kept.counter += 1
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(kept.counter)
    const authenticatorData = Buffer.concat([
      ...[hashOf(bent.rpId ?? rpId), Buffer.from([this.#flags(bent)]), counter],
    ])
    const clientData = this.#clientData('webauthn.get', challenge, bent)
    const signature = sign('sha256', Buffer.concat([authenticatorData, hashOf(clientData)]), kept.key)
    const said = bent.id ?? kept.id.toString('base64url')
    const userHandle = bent.userHandle === undefined ? kept.userHandle : bent.userHandle
    return {
      ...{ id: said, rawId: said, type: 'public-key' },
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authenticatorData.toString('base64url'),
        signature: signature.toString('base64url'),
        ...(userHandle !== null && { userHandle }),
      },
    }
  }
}
