import { beforeAll, expect, test } from 'vitest'
import type { Admin } from '@/lib/actors'
import { addUser, addUserInput } from '@/lib/users/add'
import { listUsers, listUsersInput } from '@/lib/users/list'
import { wordsOf } from '@/lib/users/words'
import { type Organization, organization } from '../../support/organization'
import { granted } from '../../support/outcome'

let org: Organization
let admin: Admin

const people = [
  ['Zoë van der Berg', 'zoe.berg@example.com'],
  ["Sinéad O'Brien", 'sinead+portal@mail.example'],
  ['Jean-Luc Müller', 'müller@example.org'],
  ['李小龍', 'bruce@example.net'],
  ['Ärger Nis', 'percent@example.com'],
  ['Anna Anna', 'anna@anna.example'],
] as const

beforeAll(async () => {
  org = await organization()
  admin = await org.asAdmin()
  for (const [name, email] of people) {
    const input = addUserInput.parse({ name, email, role: 'agent', twoFactorRequired: false })
    granted(await addUser(org.ctx, admin, input))
  }
})

const search = async (typed: string) => {
  const { users } = await listUsers(org.ctx, admin, listUsersInput.parse({ search: typed }))
  return users.map((user) => user.name)
}

test.each([
  ['zoe', 'Zoë van der Berg'],
  ['ZOË', 'Zoë van der Berg'],
  ['zo', 'Zoë van der Berg'],
  ['berg zoe', 'Zoë van der Berg'],
  ['  der   be ', 'Zoë van der Berg'],
  ['zoe.berg@example.com', 'Zoë van der Berg'],
  ["o'brien", "Sinéad O'Brien"],
  ['brien', "Sinéad O'Brien"],
  ['sinead', "Sinéad O'Brien"],
  ['portal', "Sinéad O'Brien"],
  ['luc', 'Jean-Luc Müller'],
  ['jean-l', 'Jean-Luc Müller'],
  ['muller', 'Jean-Luc Müller'],
  ['müller@example.org', 'Jean-Luc Müller'],
  ['李', '李小龍'],
  ['net', '李小龍'],
  ['arger', 'Ärger Nis'],
])('%j finds %s', async (typed, name) => {
  expect(await search(typed)).toEqual([name])
})

test('words in the middle, other people and wildcards find nobody', async () => {
  for (const typed of ['erg', 'zoe muller', '%', '_', '*', 'zo%', "' or 1=1 --", '\\', '\u0000'])
    expect([typed, await search(typed)]).toEqual([typed, []])
})

test('an empty search lists everybody', async () => {
  expect(await search('   ')).toHaveLength(people.length + 1)
})

test('whoever matches with several words is listed once', async () => {
  expect(await search('anna')).toEqual(['Anna Anna'])
  expect(await search('a')).toEqual(expect.arrayContaining(['Anna Anna', 'Ada Lindqvist', 'Ärger Nis']))
  expect(await search('a')).toHaveLength(3)
})

test('an address without accents is found by its words as typed', () => {
  expect(wordsOf('Zoë van der Berg', 'zoe.berg@example.com').sort()).toEqual(
    ['berg', 'com', 'der', 'example', 'van', 'zoe', 'zoe.berg@example.com'].sort(),
  )
})
