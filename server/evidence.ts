import { ensureEvidenceKey } from '@/lib/acts/evidence/keep-key'
import { evidenceKeySet } from '@/lib/queries/evidence/keys'
import { contextOf } from '@/lib/runtime'
import { refuseMethod } from './api'
import type { Answer, Exchange } from './exchange'

/** Answers with the public keys that evidence packs of this server are checked with. */
export async function answerEvidenceKeys({ house, mount, request, address }: Exchange): Promise<Answer> {
  if (mount.methods !== 'any' && !mount.methods.includes(request.method ?? ''))
    return refuseMethod(mount.methods)
  const ctx = contextOf(house.runtime, { address, userAgent: request.headers['user-agent'] ?? 'none' })
  await ensureEvidenceKey(ctx)
  const body = `${JSON.stringify(await evidenceKeySet(ctx), null, 2)}\n`
  return { status: 200, headers: { 'Content-Type': 'application/jwk-set+json' }, body }
}
