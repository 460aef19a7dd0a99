import type { z } from 'zod'
import type { Context } from '@/lib/context'
import type { linkInput } from '@/lib/inputs'
import { shownRequest } from '@/lib/queries/recovery/shown'
import { named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { keepAsStatus, spendLink } from '@/lib/records/links/link'
import { readPerson, tellConcerned } from '@/lib/records/recovery/concerned'
import { takeStep } from '@/lib/records/recovery/life'
import { fail, ok, type Result } from '@/lib/result'

/**
 * *Stop this request*, by the link that the account and every admin of its organization got: for good, whatever an
 * operator decides at the same moment. `told`: whether anyone is emailed.
 */
export async function stopRequest(
  ctx: Context,
  { token }: z.output<typeof linkInput>,
): Promise<Result<{ told: boolean }, 'link-over' | 'request-held'>> {
  const shown = await shownRequest(ctx, token)
  if (shown?.held && !shown.stops) return fail('request-held')
  return ctx.db.write(async (tx) => {
    const link =
      (await spendLink(tx, ctx, token, 'recovery-stop')) ??
      (await spendLink(tx, ctx, token, 'recovery-confirm'))
    const by = link && (await readPerson(tx, ctx, link.userId))
    if (!link?.requestId || !by) return fail('link-over')
    const request = await takeStep(tx, ctx, link.requestId, 'stop', { by: by.name })
    const person = request && (await readPerson(tx, ctx, request.userId))
    if (!request) return fail('link-over')
    await keepAsStatus(tx, ctx, link)
    await record(tx, ctx, by.organizationId, {
      event: 'recovery.stopped',
      // Whoever holds the link: it was sent to this person.
      actor: { kind: 'user', ...named(by) },
      ...(person && { subject: named(person) }),
    })
    // Of one that was never confirmed no one else knows.
    const told = person !== null && request.confirmedAt !== null
    if (told) await tellConcerned(tx, ctx, person, 'recovery-stopped', { who: person.name, by: by.name })
    return ok({ told })
  })
}
