import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { hours, later } from '@/lib/duration'
import { type Signature, signed } from '@/lib/evidence/signature'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { keepEvidenceKey, readEvidenceKeys } from '@/lib/records/evidence/keys'
import { type LeaveRefusal, leaveFor, onOrganization } from '@/lib/records/four-eyes/leave'
import { policyOf } from '@/lib/records/policy/policy'
import { sessionStands } from '@/lib/records/sessions/session'
import { fail, ok, type Result } from '@/lib/result'
import { momentIn, startOfDay } from '@/lib/zone'

// What comes after the last day of a year of four digits is written in no way that a manifest may have.
const day = z.iso
  .date({ error: 'Choose a day.' })
  .refine((text) => text < '9999-12-31', { error: 'Choose a day.' })

/** The first and the last day of the audit log, in the organization's time zone. */
export const takeEvidenceInput = z.strictObject({ from: day, until: day })

/** What an admin may take. `until`: up to but without that moment. */
export type Evidence = {
  from: Date
  until: Date
  zone: string
  /** The RFC 7638 thumbprint of the key that signs it. */
  key: string
  /** Signs its manifest. */
  sign(manifest: Buffer): Signature
}

/**
 * Notes that an admin takes evidence away, before any of it is handed out, and lets it be signed. While four eyes is on it is
 * asked first; once a second admin agreed, whoever asked takes it, once.
 */
export async function takeEvidence(
  ctx: Context,
  admin: Admin,
  { from, until }: z.output<typeof takeEvidenceInput>,
): Promise<Result<Evidence, LeaveRefusal | 'session-over' | 'period-invalid'>> {
  await keepEvidenceKey(ctx)
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    const zone = (await policyOf(tx, ctx, admin.organizationId))?.timeZone ?? 'UTC'
    const first = momentIn(zone, `${from}T00:00`)
    const last = momentIn(zone, `${until}T12:00`)
    if (!first || !last || first > last) return fail('period-invalid')
    const question = onOrganization('export-evidence', admin.organizationId, { from, until })
    const leave = await leaveFor(tx, ctx, admin, question)
    if (!leave.ok) return leave
    const [key] = await readEvidenceKeys(tx, ctx)
    if (!key) throw new Error('There is no key to sign with.')
    const sign = (manifest: Buffer) => signed(manifest, key)
    await record(tx, ctx, admin.organizationId, {
      event: 'evidence.exported',
      actor: actorOf(admin),
      detail: { firstDay: from, lastDay: until },
    })
    const end = startOfDay(zone, later(last, hours(24)))
    return ok({ from: first, until: end, zone, key: sign(Buffer.alloc(0)).key, sign })
  })
}
