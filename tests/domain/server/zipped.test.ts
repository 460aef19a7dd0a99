import { gunzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { openSite, type Site } from '../../support/server/site'
import type { Visitor } from '../../support/server/visitor'

let site: Site
let admin: Visitor

beforeAll(async () => {
  site = await openSite()
  admin = await site.signedIn(await site.seed.admin())
})

const gzip = { 'Accept-Encoding': 'gzip, deflate, br' }

/** Without what is new in each answer: nonces, ids, times and how long they took. */
const told = (html: string) =>
  html
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/nonce="[^"]*"/g, '')
    .replace(/\d{1,2}:\d\d(?::\d\d)?|\d+ seconds? ago|just now|now/g, '')

test('a page is sent in one piece, compressed, to whoever takes that, and says the same', async () => {
  for (const path of ['/profile', '/organization/users', '/sign-in', '/nothing/here']) {
    const who = path === '/sign-in' ? site.visitor() : admin
    const zipped = await who.get(path, gzip)
    const plain = await who.get(path, { 'Accept-Encoding': 'gzip;q=0, identity' })
    expect([path, zipped.headers['content-encoding']]).toEqual([path, 'gzip'])
    expect(zipped.headers.vary).toContain('Accept-Encoding')
    expect(zipped.headers['transfer-encoding']).toBeUndefined()
    expect(Number(zipped.headers['content-length'])).toBe(zipped.bytes.length)
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(zipped.status).toBe(plain.status)
    expect(told(gunzipSync(zipped.bytes).toString())).toBe(told(plain.body))
    expect(zipped.bytes.length).toBeLessThan(plain.bytes.length / 2)
  }
})

test("what a page's script asks for, and what a form answers, are compressed as well", async () => {
  const answer = await admin.rsc('/profile', gzip)
  expect([answer.status, answer.headers['content-type'], answer.headers['content-encoding']]).toEqual([
    200,
    'text/x-component',
    'gzip',
  ])
  expect(gunzipSync(answer.bytes).toString()).toContain('Two-factor authentication')
  const { email } = await site.seed.agent()
  const refused = await site.visitor().submit('/sign-in', { email, password: 'no' }, 'Sign in', gzip)
  expect(refused.headers['content-encoding']).toBe('gzip')
  expect(gunzipSync(refused.bytes).toString()).toContain('The email or password is incorrect.')
})

test('the head of a page has no body, and a redirect is none the longer', async () => {
  const head = await admin.request('HEAD', '/profile', gzip)
  expect([head.status, head.bytes.length]).toEqual([200, 0])
  const led = await site.visitor().get('/profile', gzip)
  expect(led.status).toBe(307)
})

test('a list is compressed part by part while it is made, and a script of the build as well', async () => {
  const list = await admin.get('/organization/users/export?format=csv', gzip)
  expect([list.status, list.headers['content-length']]).toEqual([200, undefined])
  const page = await admin.get('/profile')
  const [, script = ''] = /src="(\/_next\/static\/[^"]+\.js)"/.exec(page.body) ?? []
  const answer = await admin.get(script, { 'Accept-Encoding': 'gzip' })
  expect([answer.status, answer.headers['content-encoding']]).toEqual([200, 'gzip'])
})
