import { z } from 'zod'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { digest, newToken } from '@/lib/crypto/token'
import { later, seconds } from '@/lib/duration'
import { type Refusal, refusalOf, standingOf } from '@/lib/records/apps/admission'
import { noteProblem } from '@/lib/records/apps/problems'
import { enrolledWith, signedInOf } from '@/lib/records/apps/signed-in'
import { siteOf } from '@/lib/records/gates/site'
import { mustHave } from '@/lib/records/policy/demand'
import { sessionStands } from '@/lib/records/sessions/session'
import { fail, ok, type Result } from '@/lib/result'

/** How long a ticket works: as long as a browser takes to be led to the site. */
const ticketLife = seconds(30)

export const openGateInput = z.strictObject({
  host: z.string().min(1).max(300),
  /** SHA-256 of what the browser keeps for that host, base64url. */
  nonce: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
})

/**
 * What a person has to do before a site opens. `enter`: nothing any more. `again`: sign in again. `set-up`: turn on two-factor
 * authentication. `refused`: nothing helps.
 */
export type GateStep =
  | { step: 'enter'; ticket: string }
  | { step: 'again' | 'set-up' }
  | { step: 'refused'; why: Refusal }

/** Lets a member through to a site behind a proxy, by a ticket that works once, there, and in the browser that asked. */
export async function openGate(
  ctx: Context,
  member: Member,
  { host, nonce }: z.output<typeof openGateInput>,
): Promise<Result<GateStep, 'app-unknown'>> {
  return ctx.db.write(async (tx) => {
    const site = await siteOf(tx, ctx, host)
    if (!site) return fail('app-unknown')
    const stands = await sessionStands(tx, ctx, member)
    const signedIn = stands ? await signedInOf(tx, ctx, member) : null
    if (!signedIn) return ok({ step: 'again' })
    const standing = await standingOf(tx, ctx, site.id, member.userId)
    const why = standing ? refusalOf(standing, signedIn, ctx.now()) : 'not-assigned'
    if (why === 'not-assigned' || why === 'app-suspended') {
      // Of people of another organization its admins learn nothing.
      if (standing) await noteProblem(tx, ctx, site.id, { code: why, detail: {}, userId: member.userId })
      return ok({ step: 'refused', why })
    }
    if (why === 'too-old') return ok({ step: 'again' })
    if (why === 'second-factor') {
      // Whoever is required to sets it up where they sign in.
      const required = standing ? mustHave(standing.person.demand, ctx.now()) : false
      const asked = required || (await enrolledWith(tx, ctx, member.userId)).enrolled
      return ok({ step: asked ? 'again' : 'set-up' })
    }
    const { gateTickets } = ctx.db.tables
    const ticket = newToken()
    const now = ctx.now()
    await tx.insert(gateTickets).values({
      ...{ tokenDigest: digest(ticket), sessionId: member.sessionId, appId: site.id, host },
      ...{ nonceDigest: nonce, createdAt: now, expiresAt: later(now, ticketLife) },
    })
    return ok({ step: 'enter', ticket })
  })
}
