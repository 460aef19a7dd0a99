import { randomUUID } from 'node:crypto'
import { and, asc, eq, lte } from 'drizzle-orm'
import { importJWK, SignJWT } from 'jose'
import { plus } from '@/db/expressions'
import type { Tables } from '@/db/tables'
import type { SigningAlgorithm } from '@/db/tables/apps'
import type { Context } from '@/lib/context'
import { hours, later, minutes, seconds } from '@/lib/duration'
import { noteProblem } from '@/lib/records/apps/problems'
import { readSigningKeys } from '@/lib/records/oidc/signing-keys'
import { type BadRow, eachByItself } from '@/lib/row-by-row'
import { postForm } from './post-form'

type Notice = Tables['logoutNotices']['$inferSelect']
type App = Tables['apps']['$inferSelect']

/** How long after each attempt the next one is made. */
const pauses = [seconds(10), minutes(1), minutes(5), minutes(20), hours(1), hours(3), hours(6)]
const atOnce = 16
/** The attempt after which the app's admins are told. Until then a restart of the app explains it. */
const toldAfter = 3
const tokenLife = minutes(2)

/**
 * Tells apps that someone was signed out: a logout token for each notice that is due (OpenID Connect Back-Channel Logout
 * 1.0, 2.4). Any number of servers may do so. One that is not taken is sent again for a day; its app's page says so.
 */
export async function sendLogouts(ctx: Context, issuer: string, signal: AbortSignal): Promise<BadRow[]> {
  const { apps, logoutNotices } = ctx.db.tables
  const due = await ctx.db.read
    .select({ id: logoutNotices.id, notice: logoutNotices, app: apps })
    .from(logoutNotices)
    // Of one that was deleted the notice itself says where to.
    .leftJoin(apps, eq(apps.id, logoutNotices.appId))
    .where(lte(logoutNotices.dueAt, ctx.now()))
    .orderBy(asc(logoutNotices.dueAt))
    .limit(atOnce)
  const bad = await Promise.all(
    due.map((one) => eachByItself([one], ({ notice, app }) => sendOne(ctx, issuer, notice, app, signal))),
  )
  return bad.flat()
}

async function sendOne(
  ctx: Context,
  issuer: string,
  notice: Notice,
  app: App | null,
  signal: AbortSignal,
): Promise<void> {
  const { logoutNotices } = ctx.db.tables
  const own = eq(logoutNotices.id, notice.id)
  const drop = () => ctx.db.write((tx) => tx.delete(logoutNotices).where(own))
  const address = app ? app.backchannelUri : notice.address
  const algorithm = app ? app.signingAlgorithm : notice.algorithm
  if (!address || !algorithm) return void (await drop())
  const pause = pauses[Math.min(notice.attempts, pauses.length - 1)] ?? 0
  const [claimed] = await ctx.db.write((tx) =>
    tx
      .update(logoutNotices)
      .set({ attempts: plus(logoutNotices.attempts, 1), dueAt: later(ctx.now(), pause) })
      .where(and(own, eq(logoutNotices.attempts, notice.attempts)))
      .returning({ attempts: logoutNotices.attempts }),
  )
  if (!claimed) return
  const token = await logoutToken(ctx, issuer, notice, algorithm)
  const answer = await postForm(address, { logout_token: token }, signal)
  if (answer.status === 200 || answer.status === 204) return void (await drop())
  const over = later(ctx.now(), pause) >= notice.expiresAt
  if (claimed.attempts !== toldAfter && !over) return
  await ctx.db.write(async (tx) => {
    if (app)
      await noteProblem(tx, ctx, app.id, {
        code: 'logout-undelivered',
        detail: { reason: answer.words },
        userId: notice.subject,
      })
    if (over) await tx.delete(logoutNotices).where(own)
  })
}

async function logoutToken(
  ctx: Context,
  issuer: string,
  { appId, subject, sid }: Notice,
  wanted: SigningAlgorithm,
): Promise<string> {
  const keys = await readSigningKeys(ctx.db.read, ctx)
  const key = keys.find(({ algorithm }) => algorithm === wanted)
  if (!key) throw new Error('There is no key to sign with.')
  const now = ctx.now().getTime()
  return new SignJWT({
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    ...(sid !== null && { sid }),
  })
    .setProtectedHeader({ alg: key.algorithm, kid: key.id, typ: 'logout+jwt' })
    .setIssuer(issuer)
    .setSubject(subject)
    .setAudience(appId)
    .setIssuedAt(new Date(now))
    .setExpirationTime(new Date(now + tokenLife))
    .setJti(randomUUID())
    .sign(await importJWK(key.jwk, key.algorithm))
}
