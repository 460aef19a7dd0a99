import { createReadStream } from 'node:fs'
import path from 'node:path'
import { Argument, Option } from 'commander'
import { checkPack, isRight } from '@/lib/evidence/check'
import { keysPath, longestManifest } from '@/lib/evidence/manifest'
import { keySet, type PublicKey } from '@/lib/evidence/signature'
import { findingInWords, verify } from '@/lib/messages/console/evidence'
import { seconds } from '../duration'
import { isLocal } from '../settings'
import { type Command, NotChecked, NotWell, printable, UsageError } from './command'

/** Checks an evidence pack on any computer: ends with 0 where it is whole, 1 where it is not, 2 where it could not be checked. */
export const evidenceVerify: Command = {
  about: verify.about,
  argument: new Argument('<file>', verify.fileWord),
  options: [new Option('--key <key>', verify.keyWord)],
  async run({ word, options, say }) {
    const from = options.key
    const findings = await checkPack(word, async ({ server }) => {
      // Whoever forges a pack names a server of their own in it.
      if (!from) throw new NotChecked(verify.keyNeeded(printable(new URL(keysPath, server).href)))
      return keysFrom(from)
    }).catch((error: NodeJS.ErrnoException) => {
      if (error instanceof UsageError || !error.syscall) throw error
      // Under npm a name is taken from the folder of Countersign, wherever it was called.
      throw new NotChecked(verify.noFile(printable(path.resolve(word)), whyOf(error)))
    })
    for (const finding of findings) say(printable(findingInWords(finding)), finding)
    if (from && findings.some(({ kind }) => kind === 'signed')) say(verify.keyOf(printable(from)))
    if (!findings.every(isRight)) throw new NotWell()
  },
}

/** The keys of a file or an address. Throws `NotChecked` where there is none. */
async function keysFrom(place: string): Promise<PublicKey[]> {
  try {
    const url = /^https?:/.test(place) ? new URL(place) : null
    if (url && url.protocol !== 'https:' && !isLocal(url)) throw new Error(verify.notSecure)
    const keys = keySet.parse(JSON.parse(url ? await fetched(url) : await text(createReadStream(place))))
    if (keys.length === 0) throw new Error(verify.noKeys)
    return keys
  } catch (error) {
    throw new NotChecked(verify.noKey(printable(place), printable(whyOf(error))))
  }
}

const whyOf = (error: unknown): string => {
  if (error instanceof SyntaxError || (error instanceof Error && error.name === 'ZodError'))
    return verify.noKeys
  const { code, message, cause } = error as NodeJS.ErrnoException & { cause?: { code?: string } }
  if (code === 'ENOENT') return verify.notThere
  return cause?.code ?? code ?? message
}

async function fetched(url: URL): Promise<string> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(seconds(10)) })
  if (!answer.ok || !answer.body) throw new Error(`status ${answer.status}`)
  return text(answer.body)
}

/** Of something that is not endless. */
async function text(parts: AsyncIterable<Uint8Array | string>): Promise<string> {
  let all = Buffer.alloc(0)
  for await (const part of parts) {
    all = Buffer.concat([all, Buffer.from(part)])
    if (all.length > longestManifest) throw new Error(verify.noKeys)
  }
  return all.toString()
}
