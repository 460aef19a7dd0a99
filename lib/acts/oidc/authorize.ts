import type { Writer } from '@/db/database'
import type { Member } from '@/lib/actors'
import {
  authenticationContext,
  isMultiFactor,
  isPhishingResistant,
  multiFactor,
  phishingResistant,
  type SignedIn,
} from '@/lib/authentication-context'
import type { Context } from '@/lib/context'
import { seconds } from '@/lib/duration'
import { type Refusal, refusalOf, standingOf } from '@/lib/records/apps/admission'
import { noteProblem } from '@/lib/records/apps/problems'
import { enrolledWith, signedInOf } from '@/lib/records/apps/signed-in'
import {
  type Authorization,
  type AuthorizationResult,
  answerAuthorization,
  readAuthorization,
} from '@/lib/records/oidc/authorization'
import { mustHave } from '@/lib/records/policy/demand'
import { fail, ok, type Result } from '@/lib/result'

/**
 * What a person has to do before an app gets its answer. `app`: nothing any more. `again`: sign in again. `set-up`: turn
 * on two-factor authentication. `choose`: say that it is them. `allow`: let the app stay signed in. `refused`: nothing
 * helps.
 */
export type NextStep =
  | { step: 'app' | 'again' | 'set-up' | 'choose' | 'allow' }
  | { step: 'refused'; why: Refusal }

type Over = 'authorization-over'

/** Lets an authorization request go on for whoever is signed in, as far as it does by itself, and says what is missing. */
export async function continueAuthorization(
  ctx: Context,
  member: Member,
  uid: string,
): Promise<Result<NextStep, Over>> {
  return ctx.db.write(async (tx) => {
    const found = await readAuthorization(tx, ctx, uid)
    if (!found) return fail('authorization-over')
    if (found.result) return ok({ step: 'app' })
    const { answer, ...next } = await decide(tx, ctx, member, found)
    // No one of another organization is named to the app's admins.
    const ours = found.organizationId === member.organizationId
    if (ours && next.step === 'refused' && (next.why === 'not-assigned' || next.why === 'app-suspended'))
      await noteProblem(tx, ctx, found.appId, { code: next.why, detail: {}, userId: member.userId })
    if (answer) await answerAuthorization(tx, ctx, uid, answer)
    return ok(next)
  })
}

type Decision = NextStep & { answer?: AuthorizationResult }

async function decide(tx: Writer, ctx: Context, member: Member, found: Authorization): Promise<Decision> {
  const signedIn = await signedInOf(tx, ctx, member)
  if (!signedIn) return { step: 'again' }
  const standing = await standingOf(tx, ctx, found.appId, member.userId)
  const why = standing ? refusalOf(standing, signedIn, ctx.now()) : 'not-assigned'
  if (why === 'not-assigned' || why === 'app-suspended') return { step: 'refused', why }
  if (found.prompt === 'select_account') return { step: 'choose' }
  if (found.prompt === 'consent') return { step: 'allow' }
  if (why === 'too-old') return { step: 'again' }
  const { enrolled, hasPasskey } = await enrolledWith(tx, ctx, member.userId)
  const required = standing ? mustHave(standing.person.demand, ctx.now()) : false
  // Whoever is required to sets it up where they sign in.
  const stepUp: Decision = { step: enrolled || required ? 'again' : 'set-up' }
  if (why === 'second-factor') return stepUp
  return decideLogin(found, signedIn, { userId: member.userId, hasPasskey }, stepUp, ctx.now())
}

/** What `login` asks: each reason is met by the session, or by a sign-in, or by none. */
function decideLogin(
  { begunAt, params, reasons }: Authorization,
  signedIn: SignedIn,
  { userId, hasPasskey }: { userId: string; hasPasskey: boolean },
  stepUp: Decision,
  now: Date,
): Decision {
  const signedInAt = Math.floor(signedIn.signedInAt.getTime() / 1000)
  // Whole seconds: a sign-in in the second in which the request began is one because of it.
  const fresh = signedInAt >= begunAt
  const asked = new Set((params.prompt ?? '').split(' '))
  if (asked.has('login') && !fresh) return { step: 'again' }
  // The library finds every sign-in too old that it has no session of its own for.
  const oldest = params.max_age === undefined ? null : seconds(Number(params.max_age))
  if (oldest !== null && now.getTime() - signedInAt * 1000 > oldest && !fresh) return { step: 'again' }
  const someoneElse = reasons.some(
    (reason) => reason === 'id_token_hint' || reason.startsWith('claims_id_token_sub'),
  )
  if (someoneElse) return fresh ? errorAnswer('login_required', 'someone else signed in') : { step: 'again' }
  const wanted = essentialAcr(params.claims)
  const { acr, amr } = authenticationContext(signedIn.proof, wanted ?? [])
  if (wanted && !wanted.includes(acr)) {
    if (wanted.includes(multiFactor) && !isMultiFactor(signedIn.proof)) return stepUp
    return wanted.includes(phishingResistant) && hasPasskey && !fresh
      ? { step: 'again' }
      : errorAnswer('unmet_authentication_requirements', 'none of the requested acr can be had')
  }
  // `acr_values` asks, and does not insist: whoever has just signed in is let on. Some apps then ask again at once, by
  // themselves: whoever has no second factor is shown how to get one, or they would go round in circles.
  if (reasons.includes('second_factor') && !fresh) {
    if (!isMultiFactor(signedIn.proof)) return stepUp
    const phr = (params.acr_values ?? '').split(' ')[0] === phishingResistant
    if (phr && hasPasskey && !isPhishingResistant(signedIn.proof)) return { step: 'again' }
  }
  return {
    step: 'app',
    answer: { login: { accountId: userId, acr, amr, ts: signedInAt, remember: false } },
  }
}

const errorAnswer = (error: NonNullable<AuthorizationResult['error']>, why: string): Decision => ({
  step: 'app',
  answer: { error, error_description: why },
})

/** The values of an essential `acr` (OpenID Connect Core 5.5.1.1); null where none is asked for, or it cannot be read. */
function essentialAcr(claims: string | undefined): string[] | null {
  if (claims === undefined) return null
  try {
    const acr = JSON.parse(claims)?.id_token?.acr
    if (acr?.essential !== true) return null
    return Array.isArray(acr.values) ? acr.values : acr.value !== undefined ? [acr.value] : null
  } catch {
    return null
  }
}

/** What someone answers to a request that asks them. */
export type Said = 'it-is-me' | 'allow' | 'cancel'

/** Answers an authorization request with what someone said to it. Only what it asks is answered. */
export async function sayToAuthorization(
  ctx: Context,
  member: Member,
  { uid, said }: { uid: string; said: Said },
): Promise<Result<void, Over>> {
  return ctx.db.write(async (tx) => {
    const found = await readAuthorization(tx, ctx, uid)
    const signedIn = await signedInOf(tx, ctx, member)
    if (!found || !signedIn) return fail('authorization-over')
    if (said === 'cancel')
      await answerAuthorization(tx, ctx, uid, {
        error: 'access_denied',
        error_description: 'cancelled by the person',
      })
    if (said === 'allow' && found.prompt === 'consent')
      await answerAuthorization(tx, ctx, uid, { consent: { allowedBy: member.userId } })
    // That it is them is no sign-in: the library asks for one where the app does.
    if (said === 'it-is-me' && found.prompt === 'select_account')
      await answerAuthorization(tx, ctx, uid, { select_account: {} })
    return ok(undefined)
  })
}
