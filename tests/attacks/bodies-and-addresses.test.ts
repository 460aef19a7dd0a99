import { once } from 'node:events'
import { request } from 'node:http'
import { createConnection } from 'node:net'
import { expect, test } from 'vitest'
import { builtAction } from '../support/server/build-manifest'
import type { Server } from '../support/server/server'
import { openSite, type Site } from '../support/server/site'
import { formsOf, multipart } from '../support/server/visitor'

const form = { 'Content-Type': 'multipart/form-data; boundary=----countersign-visitor' }

test('a body that is too large is refused with 413, whatever it says of its length', async () => {
  const site = await openSite()
  const visitor = site.visitor()
  const action = builtAction('signIn')
  const large = multipart([
    ['_1_email', 'x'.repeat(70_000)],
    ['0', '[{"status":"idle"},"$K1"]'],
  ])
  const fetched = { ...form, 'Next-Action': action.id }
  expect((await visitor.request('POST', '/sign-in', fetched, large)).status).toBe(413)
  expect((await visitor.request('POST', '/sign-in', form, large)).status).toBe(413)
  expect((await visitor.request('POST', '/nothing/here', form, large)).status).toBe(413)
  for (const length of ['65537', '1e9', '99999999999999999999'])
    expect(await statusOf(site.server, { ...fetched, 'Content-Length': length })).not.toBe(200)
  const chunked = { ...fetched, 'Transfer-Encoding': 'chunked' }
  expect(await statusOf(site.server, chunked, large)).toBe(413)
  const many = multipart(Array.from({ length: 900 }, (_, n): [string, string] => [`_1_${n}`, '']))
  const answer = await visitor.request('POST', '/sign-in', fetched, many)
  expect([answer.status < 600, answer.headers['set-cookie']]).toEqual([true, undefined])
  expect((await visitor.get('/sign-in')).status).toBe(200)
})

test('a proxy that is still sending what is too large reads the answer, and its connection stays usable', async () => {
  const { origin } = (await openSite()).server
  const { port, host } = new URL(origin)
  const head = (more: string) =>
    `POST /recovery HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\n${more}\r\n\r\n`
  const half = 'x'.repeat(70_000)
  const chunk = `${half.length.toString(16)}\r\n${half}\r\n`
  const sent: [string, string, string][] = [
    [`Content-Length: ${2 * half.length}`, half, half],
    ['Transfer-Encoding: chunked', chunk, `${chunk}0\r\n\r\n`],
  ]
  for (const [length, first, rest] of sent) {
    const socket = createConnection(Number(port), '127.0.0.1')
    let heard = ''
    socket.setEncoding('utf8').on('data', (part) => (heard += part))
    const closed = once(socket, 'close').then(() => Promise.reject(new Error(`closed after ${heard}`)))
    closed.catch(() => undefined)
    const hears = async (words: RegExp) => {
      while (!words.test(heard)) await Promise.race([once(socket, 'data'), closed])
    }
    socket.write(head(`Content-Type: multipart/form-data; boundary=x\r\n${length}`) + first)
    await hears(/too large/)
    socket.write(`${rest}GET /api/health HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    await hears(/HTTP\/1\.1 200 /)
    socket.destroy()
  }
})

test('one of exactly the largest size is a form like any other, posted by a script or without', async () => {
  const site = await openSite()
  const page = formsOf((await site.visitor().get('/sign-in')).body)[0]
  const posts: [Record<string, string>, [string, string][]][] = [
    [{ 'Next-Action': builtAction('signIn').id }, [['0', '[{"status":"idle"},"$K1"]']]],
    [{}, Object.entries(page?.hidden ?? {})],
  ]
  for (const [header, hidden] of posts) {
    const prefix = header['Next-Action'] ? '_1_' : ''
    const ofSize = (typed: string) =>
      multipart([[`${prefix}email`, typed], [`${prefix}password`, 'x'], ...hidden])
    const body = ofSize('x'.repeat(65_536 - ofSize('').length))
    expect(body).toHaveLength(65_536)
    const answer = await site.visitor().request('POST', '/sign-in', { ...form, ...header }, body)
    expect([header, answer.status]).toEqual([header, 200])
    expect(answer.body).toContain('email address')
  }
})

/** The status of a request whose headers do not tell the truth; 0 when the connection is closed instead. */
function statusOf({ origin }: Server, headers: Record<string, string>, body?: string): Promise<number> {
  const { port, host } = new URL(origin)
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port, path: '/sign-in', method: 'POST', timeout: 5_000 }
    const outgoing = request(
      { ...options, headers: { Host: host, Origin: origin, ...headers } },
      (incoming) => {
        incoming.resume()
        resolve(incoming.statusCode ?? 0)
        outgoing.destroy()
      },
    )
    outgoing.on('error', () => resolve(0))
    outgoing.on('timeout', () => outgoing.destroy())
    if (body) outgoing.write(body)
    outgoing.flushHeaders()
  })
}

const wrong = (n: number) => ({ email: `nobody.${n}@example.com`, password: 'not the right one' })

async function countersOf(site: Site): Promise<string[]> {
  const { throttles } = site.ctx().db.tables
  const rows = await site.ctx().db.read.select({ key: throttles.key }).from(throttles)
  return rows.map(({ key }) => key).filter((key) => key.startsWith('password:address:'))
}

test('without trusted proxies a forwarded address is not believed', async () => {
  const site = await openSite({ TRUSTED_PROXIES: '' })
  for (let n = 0; n < 5; n++) {
    const headers = {
      'X-Forwarded-For': `6.6.6.${n}`,
      'X-Real-IP': `6.6.7.${n}`,
      Forwarded: `for=6.6.8.${n}`,
    }
    await site.visitor().act(builtAction('signIn'), wrong(n), headers)
  }
  expect(await countersOf(site)).toEqual(['password:address:127.0.0.1'])
})

test('behind one trusted proxy only what that proxy added is believed, IPv6 by its network', async () => {
  const site = await openSite()
  const forwarded = [
    '6.6.6.6, 198.51.100.7',
    '7.7.7.7, 8.8.8.8, 198.51.100.7',
    '::ffff:198.51.100.7',
    '2001:db8:1:2::1',
    '2001:db8:1:2:aaaa:bbbb:cccc:dddd',
    '6.6.6.6, 2001:0db8:0001:0002:0:0:0:9',
    'garbage',
  ]
  for (const [n, address] of forwarded.entries())
    await site.visitor().act(builtAction('signIn'), wrong(n), { 'X-Forwarded-For': address })
  expect((await countersOf(site)).sort()).toEqual([
    'password:address:127.0.0.1',
    'password:address:198.51.100.7',
    'password:address:2001:db8:1:2::/64',
  ])
})

test('a trusted proxy may write a port, brackets or quotes around the address', async () => {
  const site = await openSite()
  const written = [
    '198.51.100.7:4711',
    '"198.51.100.8:4711"',
    '[2001:db8:1:1::1]',
    '"[2001:db8:1:2::1]:443"',
    '[2001:db8:1:3::1]:443, 127.0.0.1:9999',
    '6.6.6.6:1, 198.51.100.9:2',
    '[fe80::1%eth0]:443',
  ]
  for (const [n, address] of written.entries())
    await site.visitor().act(builtAction('signIn'), wrong(n), { 'X-Forwarded-For': address })
  expect((await countersOf(site)).sort()).toEqual([
    'password:address:198.51.100.7',
    'password:address:198.51.100.8',
    'password:address:198.51.100.9',
    'password:address:2001:db8:1:1::/64',
    'password:address:2001:db8:1:2::/64',
    'password:address:2001:db8:1:3::/64',
    'password:address:fe80::/64',
  ])
})

test('cookies of other services do not keep anyone out, and where they are too many a page says so', async () => {
  const site = await openSite()
  const foreign = (bytes: number) => ({ Cookie: `elsewhere=${'x'.repeat(bytes)}` })
  expect((await site.visitor().get('/sign-in', foreign(17_000))).status).toBe(200)
  const refused = await site.visitor().get('/sign-in', foreign(70_000))
  expect([refused.status, refused.headers['content-type']]).toEqual([431, 'text/html; charset=utf-8'])
  expect(refused.body).toMatch(/<html lang="en">[\s\S]*Delete the cookies of localhost/)
  const long = await site.visitor().get(`/sign-in?next=${'x'.repeat(70_000)}`)
  expect([long.status, long.body]).toEqual([431, expect.stringContaining('a very long address')])
})

test('a connection stays open for longer than a proxy waits before it sends the next request on it', async () => {
  const site = await openSite()
  const answer = await site.visitor().get('/api/health')
  const kept = Number(/timeout=(\d+)/.exec(String(answer.headers['keep-alive']))?.[1])
  expect(kept).toBeGreaterThan(120)
})

test('guessing from one address waits, whomever it guesses at, and a right password in between is no help', async () => {
  const site = await openSite()
  const who = await site.seed.agent()
  const headers = { 'X-Forwarded-For': '203.0.113.200' }
  const answers: string[] = []
  for (let n = 0; n < 70; n++) {
    if (n % 10 === 5)
      await site.visitor().act(builtAction('signIn'), { email: who.email, password: who.password }, headers)
    answers.push((await site.visitor().act(builtAction('signIn'), wrong(n), headers)).body)
  }
  expect(answers.some((body) => body.includes('Too many attempts'))).toBe(true)
  const elsewhere = await site
    .visitor()
    .act(builtAction('signIn'), { email: who.email, password: who.password })
  expect(elsewhere.leadsTo).toBe('/profile')
})
