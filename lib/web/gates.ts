import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { z } from 'zod'
import type { Role } from '@/db/tables/users'
import { findChallenge, findChallengeOfPage, isOpenChallenge } from '@/lib/queries/challenges'
import type { Step } from '@/lib/records/challenges/challenge'
import {
  type Admin,
  type Challenger,
  type Member,
  mintAdmin,
  mintChallenger,
  mintMember,
  mintOperator,
  type Operator,
  type Person,
} from '../actors'
import { sessionOfRequest } from './auth'
import { challengeToken, sendsCookies } from './cookies'
import { withNotice } from './notices'
import { ownPath } from './own-path'
import { cameFrom, requestContext, requestPath, sentByScript } from './request-context'

/*
 * Every page, action and route begins with one of these: the actor it returns is the permission.
 */

// `auth()` being truthy is not "signed in": every field is looked at.
const person: z.ZodType<Person> = z.object({
  userId: z.string().min(1),
  sessionId: z.string().min(1),
  channel: z.literal('web'),
  kind: z.enum(['web', 'extension', 'mobile', 'server']),
  role: z.enum(['admin', 'agent', 'operator']),
  organizationId: z.string().min(1),
  organizationName: z.string(),
  name: z.string(),
  email: z.string(),
})

/** Whoever is signed in on this request; null when no one is. */
const currentPerson = cache(async (): Promise<Person | null> => {
  const parsed = person.safeParse(await sessionOfRequest())
  return parsed.success ? parsed.data : null
})

/** For what looks different to people who are signed in. Grants nothing. */
export async function glimpsePerson(): Promise<Person | null> {
  return currentPerson()
}

/** The member whose session this browser holds, to end it when another one takes its place. */
export async function glimpseMember(): Promise<Member | null> {
  const found = await currentPerson()
  return found && mintMember(found)
}

/** Whoever has signed in with this very request: their cookie is not on it yet. */
export const memberWhoSignedIn = (opened: Person): Member => mintMember(opened)

/** Anyone, without a question. For what carries its own proof: a password, a link. */
export async function anyone(): Promise<null> {
  return null
}

/** Someone with a live session; everyone else is led to the sign-in page, told there why, and led back. */
export async function requireMember(): Promise<Member> {
  const found = await currentPerson()
  if (found) return mintMember(found)
  const query: string[] = []
  if (await withholdsCookies()) query.push('cookies=needed')
  const next = ownPath(await requestPath())
  if (next) query.push(`next=${encodeURIComponent(next)}`)
  // A page with JavaScript keeps what was typed into the form that it sent.
  if (next && (await sentByScript())) query.push('typed=kept')
  redirect(query.length > 0 ? `/sign-in?${query.join('&')}` : '/sign-in')
}

/** A signed-in admin. For agents the page does not exist. */
export async function requireAdmin(): Promise<Admin> {
  const member = await requireMember()
  return mintAdmin(member) ?? notFound()
}

/** A signed-in operator. For everyone else the page does not exist. */
export async function requireOperator(): Promise<Operator> {
  const member = await requireMember()
  return mintOperator(member) ?? notFound()
}

export type ChallengerAtGate = Challenger & {
  step: Step
  name: string
  email: string
  role: Role
  organizationName: string | null
  logoDigest: string | null
  /** For how many days they may trust this browser; null: not at all. */
  trustDays: number | null
  /** Nothing but a passkey counts for them. */
  onlyPasskeys: boolean
  /** Whether codes of an app are among their factors, and whether a passkey is. */
  authenticator: boolean
  passkey: boolean
}

/** Someone whose password was right and whose sign-in goes on; everyone else starts again. */
export async function requireChallenger(): Promise<ChallengerAtGate> {
  const found = await currentChallenge()
  if (!found && (await withholdsCookies())) redirect(cookiesNeeded)
  if (!found) redirect('/sign-in?notice=challenge-over')
  const { step, name, email, role, organizationName, logoDigest, trustDays, ...rest } = found
  const { authenticator, passkey, onlyPasskeys, ...challenge } = rest
  const factors = { authenticator, passkey, onlyPasskeys }
  const known = { step, name, email, role, organizationName, logoDigest, trustDays, ...factors }
  return Object.assign(mintChallenger(challenge), known)
}

/** What a form of an unfinished sign-in carries besides what is typed: the id of its challenge. */
export const challengeField = { challenge: z.string().max(64).optional() }

/**
 * The same for a form, which names the challenge it was drawn for. That is compared and nothing else: who is asking is
 * known by the cookie. Where another sign-in took its place in this browser, the person is led to that one and told so,
 * before anything that was typed is looked at.
 */
export async function requireChallengerOf(form: FormData): Promise<ChallengerAtGate> {
  const drawnFor = form instanceof FormData ? form.getAll('challenge') : []
  // The sign-in goes on, but its cookie did not come along.
  if (!(await sendsCookies()) && (await isOpenChallenge(await requestContext(), drawnFor[0])))
    redirect(cookiesNeeded)
  const challenger = await requireChallenger()
  if (drawnFor.some((id) => id !== challenger.challengeId)) {
    redirect(
      withNotice(challenger.step === 'code' ? '/sign-in/code' : '/sign-in/enroll', 'challenge-replaced'),
    )
  }
  return challenger
}

/** Whose sign-in a page goes on with that a client opened, and how it is shown. Null: it has ended, or never was. */
export async function glimpseChallengerOfPage(token: string) {
  const found = await findChallengeOfPage(await requestContext(), token)
  if (!found) return null
  const { email, organizationName, logoDigest, ...challenge } = found
  return Object.assign(mintChallenger(challenge), { email, organizationName, logoDigest })
}

/** What the form of such a page carries. */
export const pageField = { page: z.string().max(128) }

/** The same for its form; whoever comes too late reads so there. */
export async function requireChallengerOfPage(form: FormData) {
  const page = form instanceof FormData ? String(form.get('page')) : ''
  return (await glimpseChallengerOfPage(page)) ?? redirect('/sign-in/passkey/over')
}

/** Where that is said. Not by a notice, which a cookie carries. */
const cookiesNeeded = '/sign-in?cookies=needed'

/**
 * Whether a browser comes straight from a page that gives a cookie, or that only a cookie opens, and sends none: it keeps
 * none, or no longer has it. To be asked where a cookie is missing; it opens nothing.
 */
async function withholdsCookies(): Promise<boolean> {
  const from = await cameFrom()
  return from !== null && !cookieless.test(from) && !(await sendsCookies())
}

/** Pages that a browser can come from without ever having had a cookie. */
const cookieless = /^\/$|^\/(forgot-password|reset-password|email|recovery|offline\.html)(\/|$)/

const currentChallenge = cache(async () =>
  findChallenge(await requestContext(), await challengeToken(), 'web'),
)
