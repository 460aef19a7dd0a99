import { expect, test } from 'vitest'
import { takeEvidence } from '@/lib/acts/evidence/take'
import { refuseAsked } from '@/lib/acts/four-eyes/refuse'
import { takeBackAsked } from '@/lib/acts/four-eyes/take-back'
import { hours, minutes, seconds } from '@/lib/duration'
import { endExpired } from '@/lib/jobs/four-eyes'
import { sweep } from '@/lib/jobs/sweep'
import { findAskedAct } from '@/lib/queries/four-eyes'
import { agrees, examples, fourEyes, type Scene, waitingOne } from '../../support/world/four-eyes'
import { Letters } from '../../support/world/letters'
import { codeOf, granted } from '../../support/world/outcome'
import { auditTrail, plantUser, userRow } from '../../support/world/rows'

const acts = Object.entries(examples)

for (const [kind, { act, isDone }] of acts) {
  test(`${kind}: alone it is asked and not done, and with a second admin it is done`, async () => {
    const scene = await fourEyes()
    const { org, asker, second } = scene
    const letters = new Letters(org.world)
    await letters.arrived()
    expect(codeOf(await act(scene, asker))).toBe('second-asked')
    expect(codeOf(await act(scene, asker))).toBe('second-asked')
    expect(await isDone(scene)).toBe(false)
    const asked = await waitingOne(scene, asker)
    expect(asked.act.kind).toBe(kind)
    const told = await letters.arrived()
    expect(told.map(({ to }) => to)).toContain(second.email)
    expect(told.map(({ to }) => to)).not.toContain(org.admin.email)

    expect(codeOf(await agrees(scene, org.admin, asked.id))).toBe('asked-own')
    expect(await isDone(scene)).toBe(false)
    expect(granted(await agrees(scene, second, asked.id))).toBe('done')
    expect(await isDone(scene)).toBe(true)
    const outcome = (await letters.arrived()).filter(({ to }) => to === org.admin.email)
    expect(outcome.map(({ text }) => text).join()).toContain(`${second.name} agreed, and it was done.`)
    expect(codeOf(await agrees(scene, second, asked.id))).toBe('asked-over')
    const events = (await auditTrail(org.ctx, org.id)).map(({ event }) => event)
    expect(events.filter((event) => event.startsWith('four-eyes.'))).toEqual([
      'four-eyes.enabled',
      'four-eyes.asked',
      'four-eyes.agreed',
      ...(kind === 'switch-off' ? ['four-eyes.disabled'] : []),
    ])
  })
}

test('the person it is about can neither agree nor refuse', async () => {
  const scene = await fourEyes()
  const { org, asker, target } = scene
  await examples['suspend-admin'].act(scene, asker)
  const { id } = await waitingOne(scene, asker)
  expect(codeOf(await agrees(scene, target, id))).toBe('asked-about-you')
  const admin = await target.signInAsAdmin()
  expect(codeOf(await refuseAsked(org.ctx, admin, { askedId: id }))).toBe('asked-about-you')
})

test('after 24 hours nobody can agree any more, and up to that second they can', async () => {
  const [early, late] = [await asked('suspend-admin'), await asked('suspend-admin')]
  early.org.world.clock.pass(hours(24) - seconds(60))
  expect(codeOf(await agrees(early, early.second, early.id))).toBe('ok')
  late.org.world.clock.pass(hours(24))
  expect(codeOf(await agrees(late, late.second, late.id))).toBe('asked-over')
  expect(await examples['suspend-admin'].isDone(late)).toBe(false)
  const shown = await findAskedAct(late.org.ctx, await late.second.signInAsAdmin(), late.id)
  expect(shown).toMatchObject({ open: false, state: 'ended', cause: 'expired' })
})

test('whoever asked is told, once, that nobody agreed in time', async () => {
  const { org, id } = await asked('suspend-admin')
  const letters = new Letters(org.world)
  await letters.arrived()
  org.world.clock.pass(hours(24) - seconds(1))
  await sweep(org.ctx)
  expect(await endExpired(org.ctx)).toEqual([])
  expect(await letters.arrived()).toEqual([])
  org.world.clock.pass(seconds(1))
  await sweep(org.ctx)
  await Promise.all([endExpired(org.ctx), endExpired(org.ctx)])
  const told = await letters.arrived()
  expect(told.map(({ to }) => to)).toEqual([org.admin.email])
  expect(told[0]?.text).toContain('No one agreed within 24 hours. Nothing was changed.')
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({
    event: 'four-eyes.ended',
    detail: { endCause: 'expired', guarded: 'suspend-admin' },
  })
  const shown = await findAskedAct(org.ctx, await org.asAdmin(), id)
  expect(shown).toMatchObject({ state: 'ended', cause: 'expired' })
})

test('what was refused or taken back is over, and the asker hears of it', async () => {
  const refused = await asked('delete-app')
  const letters = new Letters(refused.org.world)
  await letters.arrived()
  const second = await refused.second.signInAsAdmin()
  expect(codeOf(await takeBackAsked(refused.org.ctx, second, { askedId: refused.id }))).toBe('asked-over')
  granted(await refuseAsked(refused.org.ctx, second, { askedId: refused.id }))
  expect((await letters.last(refused.org.admin.email)).text).toContain('refused it. Nothing was changed.')
  expect(codeOf(await agrees(refused, refused.second, refused.id))).toBe('asked-over')
  expect(codeOf(await examples['delete-app'].act(refused, await refused.org.asAdmin()))).toBe('second-asked')

  const taken = await asked('delete-app')
  granted(await takeBackAsked(taken.org.ctx, await taken.org.asAdmin(), { askedId: taken.id }))
  expect(codeOf(await agrees(taken, taken.second, taken.id))).toBe('asked-over')
  expect(await examples['delete-app'].isDone(taken)).toBe(false)
})

test('it ends where whoever asked was demoted meanwhile', async () => {
  const scene = await asked('suspend-admin')
  await fourth(scene)
  await plantUser(scene.org.ctx, scene.org.admin.id, { role: 'agent' })
  expect(codeOf(await agrees(scene, scene.second, scene.id))).toBe('asked-asker-gone')
  expect(await examples['suspend-admin'].isDone(scene)).toBe(false)
  const found = await findAskedAct(scene.org.ctx, await scene.second.signInAsAdmin(), scene.id)
  expect(found).toMatchObject({ open: false, state: 'ended', cause: 'asker-gone' })
})

test.each([
  ['reset-admin', { authenticatorSince: new Date(0) }],
  ['demote-admin', { role: 'agent' }],
  ['suspend-admin', { status: 'suspended' }],
  ['remove-admin', { status: 'suspended' }],
] as const)('%s ends where the person is not what they were', async (kind, changes) => {
  const scene = await asked(kind)
  await fourth(scene)
  await plantUser(scene.org.ctx, scene.target.id, changes)
  expect(codeOf(await agrees(scene, scene.second, scene.id))).toBe('asked-target-changed')
  expect((await userRow(scene.org.ctx, scene.target.id)).authenticatorSecret).not.toBeNull()
})

/** One more admin whom four eyes can rest on. */
const fourth = ({ org }: Scene) => org.anotherAdmin({ enrolled: true })

/** A scene in which this was asked. */
async function asked(kind: keyof typeof examples): Promise<Scene & { id: string }> {
  const scene = await fourEyes()
  await examples[kind].act(scene, scene.asker)
  return { ...scene, id: (await waitingOne(scene, scene.asker)).id }
}

test('evidence: the yes lets whoever asked take it once, within 24 hours, and nobody else', async () => {
  const scene = await fourEyes()
  const { org, asker, second } = scene
  const days = { from: '2026-11-01', until: '2026-11-24' }
  expect(codeOf(await takeEvidence(org.ctx, asker, days))).toBe('second-asked')
  const { id } = await waitingOne(scene, asker)
  expect(granted(await agrees(scene, second, id))).toBe('agreed')
  const other = { ...days, from: '2020-01-01' }
  expect(codeOf(await takeEvidence(org.ctx, asker, other))).toBe('second-asked')
  expect(codeOf(await takeEvidence(org.ctx, await second.signInAsAdmin(), days))).toBe('second-asked')
  const taken = await Promise.all([1, 2, 3].map(() => takeEvidence(org.ctx, asker, days)))
  expect(taken.map(codeOf).toSorted()).toEqual(['ok', 'second-asked', 'second-asked'])

  const late = await fourEyes()
  await takeEvidence(late.org.ctx, late.asker, days)
  const asked = await waitingOne(late, late.asker)
  late.org.world.clock.pass(hours(24) - minutes(1))
  granted(await agrees(late, late.second, asked.id))
  late.org.world.clock.pass(minutes(2))
  expect(codeOf(await takeEvidence(late.org.ctx, await late.org.asAdmin(), days))).toBe('second-asked')
})
