import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import type { Challenger, Member } from '@/lib/actors'
import { changePassword } from '@/lib/acts/passwords/change'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { beginReplacement } from '@/lib/acts/two-factor/begin-replacement'
import { confirmEnrollment, finishWithEnrollment } from '@/lib/acts/two-factor/confirm'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { hours, minutes } from '@/lib/duration'
import { sweep } from '@/lib/jobs/sweep'
import { showEnrollment } from '@/lib/queries/enrollment'
import { callApi } from '../support/server/api-client'
import { Authenticator } from '../support/world/authenticator'
import { Letters } from '../support/world/letters'
import { type Organization, organization } from '../support/world/organization'
import { codeOf, granted } from '../support/world/outcome'
import type { Person } from '../support/world/person'
import { auditTrail } from '../support/world/rows'

/*
 * Someone who knows the password of a person without a second factor looks at the setup key of their own sign-in, and
 * leaves. The person must not be given the same key, and must hear of it.
 */

const watcher = { address: '203.0.113.9', userAgent: 'none' }
const told = 'Another sign-in was shown a setup key for your account'

let org: Organization
let letters: Letters

beforeEach(async () => {
  org = await organization()
  letters = new Letters(org.world)
})

const phoneOf = ({ setupKey }: { setupKey: string }) =>
  new Authenticator(setupKey, { clock: org.world.clock })

/** The key on show in a session of the profile, once it has given what that takes. */
async function begun(member: Member, { password }: Person) {
  granted(await beginEnrollment(org.ctx, member, { password }))
  const shown = await showEnrollment(org.ctx, member)
  if (!shown) throw new Error('No setup key was shown.')
  return shown
}

/** Looks at a setup key from elsewhere, each in its own way, and answers with it. */
const ways: Record<string, (person: Person) => Promise<{ setupKey: string }>> = {
  async 'on the web'(person) {
    const ctx = org.world.from(watcher)
    return granted(await startEnrollment(ctx, await person.challenge({ ctx })))
  },
  async 'over the API'({ email, password }) {
    const ctx = org.world.from(watcher)
    const client = { kind: 'mobile', name: 'Pixel 9' }
    const { body } = await callApi(ctx, 'POST', '/sign-in', { body: { email, password, client } })
    const answer = await callApi(ctx, 'POST', '/sign-in/enrollment', { body: { challenge: body.challenge } })
    return answer.body as { setupKey: string }
  },
}

test.each(Object.keys(ways))("a key that was looked at %s is never the owner's", async (way) => {
  const person = await org.agent({ required: true })
  const seen = await ways[way]?.(person)
  const challenger = await person.challenge()
  const own = granted(await startEnrollment(org.ctx, challenger))
  expect(own.setupKey).toMatch(/^[A-Z2-7]{32}$/)
  expect(seen?.setupKey).toMatch(/^[A-Z2-7]{32}$/)
  expect(own.setupKey).not.toBe(seen?.setupKey)
  granted(await finishWithEnrollment(org.ctx, challenger, { code: await phoneOf(own).nextCode() }))
  const stolen = { code: await phoneOf(seen ?? own).nextCode() }
  expect(codeOf(await finishWithCode(org.ctx, await person.challenge(), stolen))).toBe('code-wrong')
})

test.each(Object.keys(ways))('a key that was looked at %s is told when the owner enrolls', async (way) => {
  const person = await org.agent({ required: true })
  await ways[way]?.(person)
  await letters.arrived()
  org.world.clock.pass(minutes(50))
  await person.enrollAtSignIn()
  const mail = await letters.last(person.email, told)
  expect(mail.text).toContain(watcher.address)
  expect(mail.text).toContain('at 12:00 UTC')
  const trail = await auditTrail(org.ctx, org.id)
  expect(trail.find(({ event }) => event === 'two-factor.enabled')?.detail).toEqual({ otherSetupKeys: 1 })
})

test('from the profile: each session has a key of its own, and the other one is told of', async () => {
  const person = await org.agent()
  const [mine, theirs] = [await person.signIn(), await person.signIn({ ctx: org.world.from(watcher) })]
  granted(await beginEnrollment(org.ctx, theirs, { password: person.password }))
  const seen = await showEnrollment(org.world.from(watcher), theirs)
  const own = await begun(mine, person)
  expect(own.setupKey).not.toBe(seen?.setupKey)
  await letters.arrived()
  granted(await confirmEnrollment(org.ctx, mine, { code: await phoneOf(own).nextCode() }))
  expect((await letters.last(person.email, told)).text).toContain(watcher.address)
  const stolen = { code: await phoneOf(seen ?? own).nextCode() }
  expect(codeOf(await confirmEnrollment(org.ctx, theirs, stolen))).toBe('enrollment-over')
  expect(codeOf(await finishWithCode(org.ctx, await person.challenge(), stolen))).toBe('code-wrong')
})

test('one at sign-in and one in the profile: confirming either voids the other', async () => {
  for (const first of ['profile', 'sign-in'] as const) {
    const person = await org.agent()
    const member = await person.signIn()
    await org.require(person, true, false)
    const challenger = await person.challenge()
    const inProfile = phoneOf(await begun(member, person))
    const atSignIn = phoneOf(granted(await startEnrollment(org.ctx, challenger)))
    const confirm = {
      profile: async () => confirmEnrollment(org.ctx, member, { code: await inProfile.nextCode() }),
      'sign-in': async () => finishWithEnrollment(org.ctx, challenger, { code: await atSignIn.nextCode() }),
    }
    const other = first === 'profile' ? 'sign-in' : 'profile'
    expect([first, codeOf(await confirm[first]())]).toEqual([first, 'ok'])
    expect([other, codeOf(await confirm[other]())]).toEqual([other, 'enrollment-over'])
    const [kept, void_] = first === 'profile' ? [inProfile, atSignIn] : [atSignIn, inProfile]
    const signInWith = async (phone: Authenticator) =>
      codeOf(await finishWithCode(org.ctx, await person.challenge(), { code: await phone.nextCode() }))
    expect(await signInWith(void_)).toBe('code-wrong')
    expect(await signInWith(kept)).toBe('ok')
  }
})

test('the same for a replacement: the key of another session is void once one is confirmed', async () => {
  const person = await org.agent({ enrolled: true })
  const [mine, theirs] = [await person.signIn(), await person.signIn()]
  const shown = async (member: Member) => {
    const code = person.nextRecoveryCode()
    granted(await beginReplacement(org.ctx, member, { password: person.password, code }))
    return showEnrollment(org.ctx, member)
  }
  const [own, seen] = [await shown(mine), await shown(theirs)]
  expect(own?.setupKey).not.toBe(seen?.setupKey)
  await letters.arrived()
  granted(await confirmEnrollment(org.ctx, mine, { code: await phoneOf(own ?? { setupKey: '' }).nextCode() }))
  expect((await letters.last(person.email, told)).to).toBe(person.email)
  const { enrollments } = org.ctx.db.tables
  expect(await org.ctx.db.read.select().from(enrollments)).toEqual([])
})

test('it is told though the sign-in that looked is gone: given up, swept, ended with everything else', async () => {
  const gone: Record<string, (person: Person, challenger: Challenger) => Promise<unknown>> = {
    async deleted(_person, { challengeId }) {
      const { challenges } = org.ctx.db.tables
      await org.ctx.db.write((tx) => tx.delete(challenges).where(eq(challenges.id, challengeId)))
    },
    async 'ended by a new password'(person) {
      const member = await person.signIn()
      const newPassword = 'seven crates of marmalade'
      granted(await changePassword(org.ctx, member, { password: person.password, newPassword }))
      person.password = newPassword
    },
    async swept(_person, { challengeId }) {
      const { challenges } = org.ctx.db.tables
      const expiresAt = org.ctx.now()
      await org.ctx.db.write((tx) =>
        tx.update(challenges).set({ expiresAt }).where(eq(challenges.id, challengeId)),
      )
      await sweep(org.ctx)
    },
  }
  for (const [how, end] of Object.entries(gone)) {
    const person = await org.agent()
    const ctx = org.world.from(watcher)
    await org.require(person)
    const challenger = await person.challenge({ ctx })
    granted(await startEnrollment(ctx, challenger))
    await org.require(person, false)
    await end(person, challenger)
    await letters.arrived()
    await person.enroll()
    const mails = (await letters.arrived()).filter(({ subject }) => subject === told)
    expect([how, mails.map(({ to }) => to)]).toEqual([how, [person.email]])
  }
})

test("nothing is told of one's own sign-in, nor twice, nor of what was shown over an hour ago", async () => {
  const person = await org.agent({ required: true })
  granted(await startEnrollment(org.world.from(watcher), await person.challenge()))
  org.world.clock.pass(hours(1))
  const challenger = await person.challenge()
  granted(await startEnrollment(org.ctx, challenger))
  granted(await startEnrollment(org.ctx, challenger))
  await letters.arrived()
  const member = await person.enrollAtSignIn(challenger)
  const subjects = async () => (await letters.arrived()).map(({ subject }) => subject)
  expect(await subjects()).toEqual(['Two-factor authentication is on'])
  const { password } = person
  granted(await beginReplacement(org.ctx, member, { password, code: person.nextRecoveryCode() }))
  const shown = await showEnrollment(org.ctx, member)
  await letters.arrived()
  const code = await phoneOf(shown ?? { setupKey: '' }).nextCode()
  granted(await confirmEnrollment(org.ctx, member, { code }))
  expect(await subjects()).toEqual(['Your authenticator was replaced'])
})

test('a sealed key that is moved to the row of another sign-in is not read there', async () => {
  const person = await org.agent({ required: true })
  const [one, two] = [await person.challenge(), await person.challenge()]
  granted(await startEnrollment(org.ctx, one))
  granted(await startEnrollment(org.ctx, two))
  const { enrollments } = org.ctx.db.tables
  const rows = await org.ctx.db.read.select().from(enrollments)
  const sealed = (challenger: Challenger) =>
    rows.find((row) => row.challengeId === challenger.challengeId)?.secret ?? Buffer.alloc(0)
  await org.ctx.db.write((tx) =>
    tx
      .update(enrollments)
      .set({ secret: sealed(one) })
      .where(eq(enrollments.challengeId, two.challengeId)),
  )
  const [first, second] = [
    granted(await startEnrollment(org.ctx, one)),
    granted(await startEnrollment(org.ctx, two)),
  ]
  expect(second.setupKey).not.toBe(first.setupKey)
})

test('there is an hour to install an app, ten minutes for a code, and no way from the one to the other', async () => {
  const required = await org.agent({ required: true })
  const enrolled = await org.agent({ enrolled: true })
  const [waiting, asked] = [await required.challenge(), await enrolled.challenge()]
  const early = await required.challenge()
  org.world.clock.pass(minutes(10))
  const code = await enrolled.phone.nextCode()
  expect(codeOf(await finishWithCode(org.ctx, asked, { code }))).toBe('challenge-over')
  org.world.clock.pass(minutes(49))
  await required.enrollAtSignIn(waiting)
  const next = { code: await required.phone.nextCode() }
  expect(codeOf(await finishWithCode(org.ctx, early, next))).toBe('challenge-over')
  const late = await org.agent({ required: true })
  const over = await late.challenge()
  org.world.clock.pass(minutes(60))
  expect(codeOf(await startEnrollment(org.ctx, over))).toBe('challenge-over')
})
