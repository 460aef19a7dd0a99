import { createConnection } from 'node:net'
import { beforeAll, expect, test } from 'vitest'
import { signInWithPassword } from '@/lib/acts/sign-in/password'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { builtAction } from '../support/server/build-manifest'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import type { Answer } from '../support/server/visitor'
import { granted } from '../support/world/outcome'

let site: Site
let agent: Resident

beforeAll(async () => {
  site = await openSite()
  agent = await site.seed.agent()
})

const own = ({ email, password }: Resident) => ({ email, password })
const json = { 'Content-Type': 'application/json' }
const bodyOf = ({ body }: Answer) => JSON.parse(body) as Record<string, unknown>

/** The tokens of an agent who signed in over the API. */
async function signedIn() {
  const ctx = site.ctx()
  const client = { kind: 'mobile', name: 'Pixel 9' } as const
  const { email, password } = agent
  const { ticket } = granted(await signInWithPassword(ctx, { email, password }, 'api', client))
  return granted(await redeemTicket(ctx, ticket ?? '', 'api'))
}

test('a bearer token opens no page, and a cookie no call', async () => {
  const { token } = await signedIn()
  const cookie = await site.openSession(agent)
  const app = site.visitor()
  await app.act(builtAction('signIn'), { ...own(agent), kind: 'mobile', model: 'Pixel 9' })
  const installed = app.cookie('session') ?? ''
  expect((await app.get('/profile')).body).toContain('Pixel 9')
  expect((await site.visitor({ session: token }).get('/profile')).leadsTo).toMatch(/^\/sign-in/)
  const me = (headers: Record<string, string>, session?: string) =>
    site.visitor(session ? { session } : {}).request('GET', '/api/v1/me', headers)
  expect((await me({ Authorization: `Bearer ${token}` })).status).toBe(200)
  for (const answer of [
    await me({}, cookie),
    await me({}, token),
    await me({ Authorization: `Bearer ${cookie}` }),
    await me({ Authorization: `Bearer ${installed}` }),
    await me({ Authorization: `Basic ${token}` }),
  ])
    expect([answer.status, bodyOf(answer).code]).toEqual([401, 'token-invalid'])
})

test('a body above 16 KiB is refused with 413, one at the limit is read', async () => {
  const send = (size: number) =>
    site.visitor().request('POST', '/api/v1/sign-in', json, JSON.stringify({ x: 'a'.repeat(size - 8) }))
  expect((await send(16 * 1024)).status).toBe(422)
  const large = await send(16 * 1024 + 1)
  expect([large.status, bodyOf(large).code]).toEqual([413, 'body-too-large'])
  expect((await send(200 * 1024)).status).toBe(413)
})

test('a body in another encoding is refused with a sentence, and nothing of it is stored', async () => {
  const text = JSON.stringify({
    email: 'x@example.com',
    password: 'Jörg',
    client: { kind: 'mobile', name: 'Jörg' },
  })
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
  const sent: [string, Buffer][] = [
    ['application/json', Buffer.from(text, 'latin1')],
    ['application/json; charset=utf-8', Buffer.from(text, 'latin1')],
    ['application/json; charset=iso-8859-1', Buffer.from(text, 'latin1')],
    ['application/json;charset="UTF-16"', utf16],
    ['application/json', utf16],
    ['application/json', utf16.subarray(2)],
    ['application/json', Buffer.from(utf16).swap16()],
    ['application/json', Buffer.from(text.replace('ö', '\u0000'))],
    ['application/json; charset=windows-1252', Buffer.from(text)],
  ]
  for (const [type, body] of sent) {
    const answer = await site.visitor().request('POST', '/api/v1/sign-in', { 'Content-Type': type }, body)
    expect([type, answer.status, bodyOf(answer).code]).toEqual([type, 400, 'body-unreadable'])
  }
  for (const charset of ['', '; charset=utf-8', ';charset="UTF-8"']) {
    const type = `application/json${charset}`
    const answer = await site.visitor().request('POST', '/api/v1/sign-in', { 'Content-Type': type }, text)
    expect([type, answer.status]).toEqual([type, 401])
  }
})

test('what the reference says of every call is so: HEAD, a body with GET, and signing out with a body', async () => {
  const { token } = await signedIn()
  const bearer = { Authorization: `Bearer ${token}` }
  const head = await site.visitor().request('HEAD', '/api/v1/me', bearer)
  expect([head.status, head.headers.allow]).toEqual([405, 'GET'])
  for (const path of ['/api/v1/openapi.json', '/api/v1/docs'])
    for (const [method, status] of [
      ['GET', 200],
      ['HEAD', 200],
      ['OPTIONS', 405],
      ['POST', 405],
      ['DELETE', 405],
    ] as const)
      expect([path, method, (await site.visitor().request(method, path)).status]).toEqual([
        ...[path, method, status],
      ])
  const large = await site.visitor().request('GET', '/api/v1/me', bearer, 'x'.repeat(16 * 1024 + 1))
  expect([large.status, bodyOf(large).code]).toEqual([413, 'body-too-large'])
  const text = { ...bearer, 'Content-Type': 'text/plain' }
  const odd = await site.visitor().request('POST', '/api/v1/sign-out', text, 'x')
  expect([odd.status, bodyOf(odd).code]).toEqual([415, 'type-unsupported'])
  const { paths } = bodyOf(await site.visitor().get('/api/v1/openapi.json')) as {
    paths: Record<string, Record<string, { responses: Record<string, { description: string }> }>>
  }
  expect(paths['/me']?.get?.responses[413]?.description).toContain('body-too-large')
  expect(paths['/sign-out']?.post?.responses[415]?.description).toContain('type-unsupported')
  const done = await site.visitor().request('POST', '/api/v1/sign-out', { ...bearer, ...json }, '{}')
  expect(done.status).toBe(204)
})

/** One request as it goes over the wire, with any word for a method; the whole answer. */
const onTheWire = (head: string) =>
  new Promise<string>((resolve, reject) => {
    const socket = createConnection(Number(new URL(site.server.origin).port), '127.0.0.1')
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', reject)
    socket.on('close', () => resolve(Buffer.concat(chunks).toString()))
    socket.end(`${head}\r\nHost: ${new URL(site.server.origin).host}\r\nConnection: close\r\n\r\n`)
  })

test('a method that nobody knows is a problem of the API too, and names those that the path takes', async () => {
  const ask = async (method: string, path: string) => {
    const [head = '', body = ''] = (await onTheWire(`${method} ${path} HTTP/1.1`)).split('\r\n\r\n')
    const lines = head.split('\r\n')
    const header = (name: string) =>
      lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2)
    const { code } = JSON.parse(body) as { code: string }
    return [lines[0]?.split(' ')[1], header('Content-Type'), code, header('Allow')]
  }
  const type = 'application/problem+json; charset=utf-8'
  const refused = (allow: string) => ['405', type, 'method-not-allowed', allow]
  const methods = [
    'BREW',
    'PROPFIND',
    'TRACE',
    'CONNECT',
    'get',
    'GETS',
    'X-RAY',
    'DELETE',
    "O'HARE",
    'M-SEARCH',
  ]
  for (const method of methods) {
    expect([method, ...(await ask(method, '/api/v1/me'))]).toEqual([method, ...refused('GET')])
    expect([method, ...(await ask(method, '/api/v1/openapi.json'))]).toEqual([
      method,
      ...refused('GET, HEAD'),
    ])
  }
  expect(await ask('BREW', '/api/v1/sign-in?email=x')).toEqual(refused('POST'))
  expect(await ask('BREW', '/api/v1/users/U1/suspend')).toEqual(refused('POST'))
  expect(await ask('BREW', '/api/v1/tea')).toEqual(['404', type, 'call-unknown', undefined])
  const brewed = await onTheWire('BREW /api/v1/me HTTP/1.1')
  expect(brewed).toMatch(/\r\nX-Content-Type-Options: nosniff\r\n/)
  expect(brewed).toMatch(/\r\nCache-Control: no-store\r\n/)
  expect(await onTheWire('BREW /sign-in HTTP/1.1')).toMatch(/^HTTP\/1\.1 400 [\s\S]*This is no request/)
})

test('no other site may read an answer, whatever it asks for', async () => {
  const { token } = await signedIn()
  const foreign = { Origin: 'https://evil.example', Authorization: `Bearer ${token}` }
  for (const method of ['OPTIONS', 'GET'] as const) {
    const answer = await site.visitor().request(method, '/api/v1/me', {
      ...foreign,
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'authorization',
    })
    const cors = Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))
    expect([method, cors]).toEqual([method, []])
  }
})

test('every answer is for nobody else to keep, and none sets a cookie', async () => {
  const { token } = await signedIn()
  for (const answer of [
    await site.visitor().request('GET', '/api/v1/me', { Authorization: `Bearer ${token}` }),
    await site.visitor().request('GET', '/api/v1/nothing'),
    await site.visitor().request('POST', '/api/v1/sign-in', json, '{'),
  ]) {
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  }
})

test('a throttled sign-in says when to try again, whichever client guesses', async () => {
  const { email } = await site.seed.agent()
  const address = { 'X-Forwarded-For': site.newAddress() }
  const guess = async () => {
    const body = JSON.stringify({ email, password: 'wrong', client: { kind: 'extension', name: 'x' } })
    return site.visitor().request('POST', '/api/v1/sign-in', { ...json, ...address }, body)
  }
  const codes: unknown[] = []
  let last = await guess()
  for (let n = 0; n < 6; n++) {
    codes.push(bodyOf(last).code)
    last = await guess()
  }
  expect(codes).toContain('credentials-wrong')
  expect([last.status, bodyOf(last).code]).toEqual([429, 'too-many-attempts'])
  expect(Number(last.headers['retry-after'])).toBeGreaterThan(0)
  const web = await site.visitor().submit('/sign-in', { email, password: 'wrong' })
  expect(web.body).toContain('Too many attempts')
})

test('the reference needs no script and no other host, and the document names this server', async () => {
  const docs = await site.visitor().get('/api/v1/docs')
  const nonce = /style-src 'self' 'nonce-([^']+)'/.exec(String(docs.headers['content-security-policy']))?.[1]
  expect(docs.body).toContain(`<style nonce="${nonce}">`)
  expect(docs.body).not.toMatch(/<script|style=/)
  // Addresses of apps stand in examples, as text: hosts of nobody, and in no tag or style, which would load or lead.
  for (const [address, host] of docs.body.matchAll(/https?:\/\/([^/\s"'&<]*)/g))
    expect([address, /^localhost(:\d+)?$|(^|\.)example\.(com|org)$/.test(host ?? '')]).toEqual([
      address,
      true,
    ])
  const tags = docs.body.replace(/<style\b[^>]*>[^<]*/g, '').match(/<[^>]*>/g) ?? []
  expect(tags.length).toBeGreaterThan(100)
  for (const tag of tags) expect(tag).not.toMatch(/["'=]\s*(?:https?:)?\/\/(?!localhost)/)
  expect(docs.body.match(/<style\b[^>]*>[^<]*/g)?.join('')).not.toMatch(/url\(|@import/)
  const document = bodyOf(await site.visitor().get('/api/v1/openapi.json'))
  expect(document.servers).toEqual([{ url: `${site.server.origin}/api/v1` }])
})

test('the log has no token and no password of a call', async () => {
  const { token, refresh } = await signedIn()
  await site.visitor().request('GET', `/api/v1/me?token=${token}`, { Authorization: `Bearer ${token}` })
  const refreshToken = refresh?.token ?? ''
  await site.visitor().request('POST', '/api/v1/tokens/refresh', json, JSON.stringify({ refreshToken }))
  const log = site.server.output()
  for (const secret of [token, refreshToken, agent.password]) expect(log).not.toContain(secret)
})

test('a file comes in parts, and whoever hangs up in the middle of one has the server do no more', async () => {
  const admin = await site.seed.admin()
  const ctx = site.ctx()
  const client = { kind: 'server', name: 'Nightly report' } as const
  const { email, password } = admin
  const { ticket } = granted(await signInWithPassword(ctx, { email, password }, 'api', client))
  const { token } = granted(await redeemTicket(ctx, ticket ?? '', 'api'))
  const file = await site
    .visitor()
    .request('GET', '/api/v1/users/export?format=csv', { Authorization: `Bearer ${token}` })
  expect([file.status, file.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
  expect([file.headers['content-length'], file.headers['transfer-encoding']]).toEqual([undefined, 'chunked'])
  expect(file.headers['cache-control']).toBe('no-store')
  expect(file.body).toContain(email)
  for (let n = 0; n < 20; n++)
    await new Promise<void>((resolve) => {
      const socket = createConnection(Number(new URL(site.server.origin).port), '127.0.0.1')
      socket.on('close', () => resolve())
      socket.on('error', () => {})
      const { host } = new URL(site.server.origin)
      const lines = ['GET /api/v1/audit/export HTTP/1.1', `Host: ${host}`, `Authorization: Bearer ${token}`]
      socket.write(`${lines.join('\r\n')}\r\n\r\n`, () => (n % 2 ? socket.destroy() : undefined))
      if (n % 2 === 0) socket.once('data', () => socket.destroy())
    })
  expect((await site.visitor().get('/api/health')).status).toBe(200)
  expect(site.server.output()).not.toContain('request.failed')
})
