import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { type Algorithm, hash, hashRaw, verify } from '@node-rs/argon2'
import PQueue from 'p-queue'
import { count } from '../metrics'

// argon2id, 19 MiB, t=2, p=1 (OWASP Password Storage Cheat Sheet).
// `Algorithm` is a const enum, of which only the numbers exist at run time: 2 is Argon2id.
const parameters = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }
const prefix = `$argon2id$v=19$m=${parameters.memoryCost},t=${parameters.timeCost},p=${parameters.parallelism}$`

/** Thrown when so many hashes are waiting that another would only make everyone wait longer. Try again in seconds. */
export class HashingBusyError extends Error {
  override name = 'HashingBusyError'
}

/** How many hashes wait before the next is refused. */
const longest = 200

// One more at once than there are cores, so that none of them waits for the event loop to hand it the next.
const atOnce = availableParallelism() + 1

// The server and Next's bundle each have this module: they share one queue.
const shared = globalThis as { countersignHashing?: { queue: PQueue; longest: number } }
shared.countersignHashing ??= { queue: new PQueue({ concurrency: atOnce }), longest }
const hashing = shared.countersignHashing
const { queue } = hashing

/** Of so many processes on this machine, each takes its part: of the cores, and of those who wait for them. */
export function shareHashing(processes: number): void {
  queue.concurrency = Math.ceil(atOnce / processes)
  hashing.longest = Math.ceil(longest / processes)
}

function refuse(): never {
  count('hashing-refused')
  throw new HashingBusyError('Too many hashes are waiting.')
}

/** How many hashes are being made, and how many wait. */
export const hashingNow = () => ({ running: queue.pending, waiting: queue.size })

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (queue.size >= hashing.longest) refuse()
  return queue.add(work)
}

/** A PHC string with its own random salt. Throws `HashingBusyError`. */
export const hashPassword = (password: string) => inTurn(() => hash(password, parameters))

let decoy: Promise<string> | undefined

/**
 * Compares in the same time whether there is a hash or not: where there is none, a decoy is hashed against (ASVS 6.3.8).
 * Throws `HashingBusyError`.
 */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hash(randomBytes(16).toString('hex'), parameters)
  const against = stored ?? (await decoy)
  const matches = await inTurn(() => verify(against, password))
  return matches && stored !== null
}

/** Whether a hash was made with other parameters than today's. */
export const isOutdated = (stored: string) => !stored.startsWith(prefix)

/** 32 bytes for a secret too short for a plain digest (ASVS 6.5.2). `salt`: 16 bytes. Throws `HashingBusyError`. */
export const hashShortSecret = (secret: string, salt: Buffer) =>
  inTurn(() => hashRaw(secret, { ...parameters, salt, outputLen: 32 }))
