import { expect, test } from 'vitest'
import { beginPasskey } from '@/lib/acts/two-factor/begin-passkey'
import { confirmPasskey } from '@/lib/acts/two-factor/confirm-passkey'
import { removePasskey } from '@/lib/acts/two-factor/remove-passkey'
import { listPasskeys, passkeyToAdd } from '@/lib/queries/passkeys'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { asked, factorsOf } from '../../support/world/passkeys'
import type { Person } from '../../support/world/person'
import { auditTrail } from '../../support/world/rows'
import { SecurityKey } from '../../support/world/security-key'

/** A passkey that a browser has made and is about to send. */
async function made(person: Person) {
  const { ctx } = person.world
  const member = await person.signIn()
  const { password } = person
  granted(await beginPasskey(ctx, member, person.enrolled ? await factorsOf(person, member) : { password }))
  const credential = new SecurityKey().create(asked(await passkeyToAdd(ctx, member)))
  return { ctx, member, credential }
}

test('whoever sends a new passkey again, as its answer was lost, is told what became of it, and has it once', async () => {
  const org = await organization()
  const [ben, chloe] = [await org.agent(), await org.agent({ enrolled: true })]
  for (const [person, as] of [
    [ben, 'enabled'],
    [chloe, 'added'],
  ] as const) {
    const { ctx, member, credential } = await made(person)
    for (let n = 0; n < 3; n++) expect(granted(await confirmPasskey(ctx, member, { credential })).as).toBe(as)
    expect(await listPasskeys(ctx, member)).toHaveLength(1)
  }
  const trail = await auditTrail(org.ctx, org.id)
  expect(
    trail.filter(({ event }) => event === 'passkey.added' || event === 'two-factor.enabled'),
  ).toHaveLength(3)
})

test('sent twice at once it is added once, and both are answered', async () => {
  const org = await organization()
  const { ctx, member, credential } = await made(await org.agent({ enrolled: true }))
  const answers = await Promise.all([1, 2, 3].map(() => confirmPasskey(ctx, member, { credential })))
  expect(answers.map((answer) => granted(answer).as)).toEqual(['added', 'added', 'added'])
  expect(await listPasskeys(ctx, member)).toHaveLength(1)
})

test('neither someone else’s passkey nor one that was removed since is answered so', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const { ctx, member, credential } = await made(ben)
  granted(await confirmPasskey(ctx, member, { credential }))
  const stranger = await (await org.agent()).signIn()
  expect(codeOf(await confirmPasskey(ctx, stranger, { credential }))).toBe('enrollment-over')
  const [passkey] = await listPasskeys(ctx, member)
  const proof = { ...(await factorsOf(ben, member)), passkeyId: passkey?.id ?? '' }
  granted(await removePasskey(ctx, member, proof))
  expect(codeOf(await confirmPasskey(ctx, member, { credential }))).toBe('enrollment-over')
})
