import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commandLine } from '../support/process/command-line'
import { openSite } from '../support/server/site'
import { unspendSteps, userRow } from '../support/world/rows'

/** Which key sealed a value. */
const keyIdOf = (sealed: Buffer | null | undefined) => sealed?.toString('hex', 1, 5)

test('people sign in while the key is rotated, and the server seals with the new one from then on', async () => {
  const site = await openSite()
  const { dataFolder } = site.server
  const people = await Promise.all(Array.from({ length: 4 }, () => site.seed.agent({ enrolled: true })))
  const required = await site.seed.agent({ required: true })
  const keys = () =>
    Promise.all(people.map(async ({ id }) => keyIdOf((await userRow(site.ctx(), id)).authenticatorSecret)))
  const before = await keys()

  let rotated = false
  const rotating = commandLine(dataFolder, ['key', 'rotate', '--yes'], site.server.env).finally(() => {
    rotated = true
  })
  let signIns = 0
  while (!rotated) {
    for (const { id, phone } of people) {
      // The present code once more, as if half a minute had passed.
      await unspendSteps(site.ctx(), id)
      const browser = site.visitor({ challenge: await site.challenge({ id }) })
      const answer = await browser.submit('/sign-in/code', { code: await phone.shownCode() })
      expect(answer.leadsTo).toBe('/profile')
      signIns++
    }
  }
  const { code, out } = await rotating
  expect([code, out]).toEqual([0, expect.stringMatching(/Sealed \d+ secrets with the new key/)])
  expect(signIns).toBeGreaterThan(4)
  const file = readFileSync(join(dataFolder, 'secrets', 'encryption.key'), 'utf8')
  expect(file.trim().split('\n')).toHaveLength(2)

  const after = await keys()
  expect([new Set(before).size, new Set(after).size, before[0] === after[0]]).toEqual([1, 1, false])
  const browser = site.visitor({ challenge: await site.challenge(required) })
  expect((await browser.get('/sign-in/enroll')).status).toBe(200)
  const { enrollments } = site.ctx().db.tables
  const [pending] = await site.ctx().db.read.select({ secret: enrollments.secret }).from(enrollments)
  expect(keyIdOf(pending?.secret)).toBe(after[0])
})
