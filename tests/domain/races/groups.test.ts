import { expect, test } from 'vitest'
import { groupsOf } from '@/lib/records/groups/of-person'
import { race } from '../../support/process/race'
import type { Job } from '../../support/process/race-rules'
import { problemsOf } from '../../support/world/audit-trail'
import { appFor, groupIn } from '../../support/world/group'
import { organization } from '../../support/world/organization'

const count = (answers: string[], answer: string) => answers.filter((one) => one === answer).length

test('two admins who take one name at once, for a new group or another one: one has it', async () => {
  const org = await organization()
  const groupId = await groupIn(org, 'Support')
  const [one, two] = [await org.asAdmin(), await (await org.anotherAdmin()).signInAsAdmin()]
  const lists: Job[][] = [
    Array(4).fill({ rule: 'addGroup', admin: one, name: 'Wiki' }),
    Array(4).fill({ rule: 'addGroup', admin: two, name: 'WIKI' }),
    [{ rule: 'renameGroup', admin: two, groupId, name: 'wiki' }],
  ]
  const answers = await race(org.world, lists)
  expect([count(answers, 'ok'), count(answers, 'group-name-taken')]).toEqual([1, 8])
})

test('a name that a new group takes while another one is given it is of one of them, and no error', async () => {
  const org = await organization()
  const [one, two] = [await org.asAdmin(), await (await org.anotherAdmin()).signInAsAdmin()]
  for (let round = 0; round < 3; round++) {
    const groupId = await groupIn(org, `Support ${round}`)
    const name = `Wiki ${round}`
    const lists: Job[][] = [
      [{ rule: 'renameGroup', admin: two, groupId, name }],
      [{ rule: 'addGroup', admin: one, name }],
    ]
    const answers = await race(org.world, lists, { gate: 'groups' })
    expect(answers.toSorted()).toEqual(['group-name-taken', 'ok'])
  }
})

test('people who are added while their group is removed are in it before, or in none', async () => {
  const org = await organization()
  const [ben, chloe] = [await org.agent(), await org.agent()]
  const groupId = await groupIn(org, 'Support')
  const other = await (await org.anotherAdmin()).signInAsAdmin()
  const admin = await org.asAdmin()
  const userIds = [ben.id, chloe.id]
  const lists: Job[][] = [
    Array(4).fill({ rule: 'addPeople', admin, groupId, userIds }),
    [{ rule: 'removeGroup', admin: other, groupId }],
    Array(4).fill({ rule: 'addPeople', admin: other, groupId, userIds }),
  ]
  const answers = await race(org.world, lists)
  expect(answers.filter((answer) => !['ok', 'group-unknown'].includes(answer))).toEqual([])
  expect(await groupsOf(org.ctx.db.read, org.ctx, ben.id)).toEqual([])
  expect(await problemsOf(org)).toEqual([])
})

test('a group that is deleted while an app chooses it is gone, or the app has it', async () => {
  const org = await organization()
  const appId = await appFor(org, 'Wiki', [])
  const other = await (await org.anotherAdmin()).signInAsAdmin()
  for (let round = 0; round < 5; round++) {
    const groupId = await groupIn(org, `Support ${round}`)
    const lists: Job[][] = [
      [{ rule: 'setAppPeople', admin: await org.asAdmin(), appId, groupId }],
      [{ rule: 'removeGroup', admin: other, groupId }],
    ]
    const answers = await race(org.world, lists, { gate: 'groups' })
    expect([
      ['group-in-use', 'ok'],
      ['group-unknown', 'ok'],
    ]).toContainEqual(answers.toSorted())
  }
})
