import { createConnection } from 'node:net'
import { beforeAll, expect, test } from 'vitest'
import { builtAction } from '../support/server/build-manifest'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import { multipart } from '../support/server/visitor'

let site: Site
let agent: Resident

beforeAll(async () => {
  site = await openSite()
  agent = await site.seed.agent({ enrolled: true })
})

/** What the server logged of the requests with this user agent's path mark, above info. */
const complaints = () =>
  site.server
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { level: number; event: string })
    .filter(({ level }) => level > 30)

/** The requests that were refused, one line each. */
const refusals = () =>
  site.server
    .output()
    .split('\n')
    .filter((line) => line.includes('"event":"request"') && line.includes('"refused"'))
    .map((line) => JSON.parse(line) as { status: number; refused: string })

const type = (value: string) => ({ 'Content-Type': value })
const bounded = type('multipart/form-data; boundary=x')
const field = (name: string, value: string) =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const whole = (...fields: [name: string, value: string][]) =>
  `${fields.map(([name, value]) => field(name, value)).join('')}--x--\r\n`
const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
const first = '{"status":"idle"}'

test('what posts as a form and cannot be read is refused with 400 and one line, and is no error of the server', async () => {
  const { id, path } = builtAction('verifyCode')
  const scripted = { 'Next-Action': id, Accept: 'text/x-component' }
  const json = { ...scripted, ...type('text/plain;charset=UTF-8') }
  const row = (text: string): [Record<string, string>, string] => [
    { ...scripted, ...bounded },
    whole(['0', text]),
  ]
  const hidden = (...fields: [string, string][]): [Record<string, string>, string] => [
    bounded,
    whole(...fields),
  ]
  const ref = (text: string): [string, string] => ['$ACTION_1:0', text]
  const named = `{"id":"${id}","bound":"$@1"}`
  const unreadable: [Record<string, string>, string][] = [
    [type('multipart/form-data'), 'x'],
    [bounded, 'garbage'],
    [bounded, ''],
    [type('multipart/form-data; boundary=y'), whole(['code', '123456'])],
    [bounded, whole(['code', '123456']).slice(0, -8)],
    [bounded, field('code', '123456')],
    [bounded, whole(['code', '123456'])],
    hidden(['$ACTION_REF_1', '']),
    hidden(['$ACTION_REF_1', ''], ref('{')),
    hidden(['$ACTION_REF_1', ''], ref(named)),
    hidden(['$ACTION_REF_1', ''], ref(named), ['$ACTION_1:1', 'no JSON']),
    hidden(['$ACTION_REF_1', ''], ref(named), ['$ACTION_1:1', '["$@9"]']),
    hidden(['$ACTION_REF_1', ''], ref(named), ['$ACTION_1:1', deep(10_000)]),
    hidden(['$ACTION_REF_1', ''], ref(named), ref(named), ['$ACTION_1:1', `[${first}]`]),
    [{ ...scripted, ...type('multipart/form-data') }, 'x'],
    [{ ...scripted, ...bounded }, 'garbage'],
    [{ ...scripted, ...bounded }, field('0', `[${first},"$K1"]`)],
    [{ ...scripted, ...bounded }, whole(['code', '123456'])],
    row('null'),
    row('no JSON'),
    row(deep(10_000)),
    row(`[${first},"$9"]`),
    row(`[${first},"$nx"]`),
    row(`[${first},"$@2","$F3","$Q4"]`),
    row(`[${'1,'.repeat(2000)}1]`),
    [json, 'null'],
    [json, '"123456"'],
    [json, '{'],
    [json, '{}'],
    [json, '{"length":1e9}'],
    [json, ''],
    [json, deep(10_000)],
    [json, '["$@7"]'],
    [json, '["$n1x"]'],
  ]
  const before = await site.snapshot()
  const challenge = await site.challenge(agent)
  for (const [headers, body] of unreadable) {
    const said = refusals().length
    const answer = await site.visitor({ challenge }).request('POST', path, headers, body)
    const what = `${JSON.stringify(headers)} ${body.slice(0, 200)}`
    expect([what, answer.status, answer.headers['set-cookie']]).toEqual([what, 400, undefined])
    await expect
      .poll(() => refusals().slice(said))
      .toMatchObject([{ status: 400, refused: 'form-unreadable' }])
  }
  const { challenges } = site.ctx().db.tables
  await site.ctx().db.write((tx) => tx.delete(challenges))
  expect(await site.snapshot()).toEqual(before)
  expect(complaints()).toEqual([])
})

test('a garbled state of the router is refused with 400, and one that pages send is read', async () => {
  const member = await site.signedIn(agent)
  const tree = encodeURIComponent('["",{"children":["__PAGE__",{}]},null,null]')
  expect((await member.get('/profile', { 'Next-Router-State-Tree': tree })).status).toBe(200)
  const said = refusals().length
  const garbled = [
    'x',
    '%',
    '[]',
    'null',
    deep(10_000),
    encodeURIComponent(deep(5_000)),
    '["",{"children":7}]',
  ]
  for (const state of garbled) {
    for (const headers of [{ RSC: '1' }, { RSC: '1', 'Next-Router-Prefetch': '1' }, {}]) {
      const answer = await member.get('/profile', { ...headers, 'Next-Router-State-Tree': state })
      expect([state.slice(0, 20), headers, answer.status]).toEqual([state.slice(0, 20), headers, 400])
    }
  }
  const post = builtAction('turnOff')
  const posted = await member.act(post, { password: 'x' }, { 'Next-Router-State-Tree': 'x' })
  expect(posted.status).toBe(400)
  await expect.poll(() => refusals().slice(said)).toHaveLength(garbled.length * 3 + 1)
  expect(complaints()).toEqual([])
})

test('a form that is cut off on its way is no error of the server', async () => {
  const { port, host } = new URL(site.server.origin)
  const started = site.server.output().length
  await new Promise<void>((resolve, reject) => {
    const socket = createConnection(Number(port), '127.0.0.1', () => {
      const head = ['POST /sign-in HTTP/1.1', `Host: ${host}`, `Origin: ${site.server.origin}`]
      const sent = [
        ...head,
        'Content-Type: multipart/form-data; boundary=x',
        'Content-Length: 500',
        '',
        '--x',
      ]
      socket.end(sent.join('\r\n'))
    })
    socket.on('close', () => resolve())
    socket.on('error', reject)
    socket.resume()
  })
  await expect.poll(() => site.server.output().slice(started)).toContain('"path":"/sign-in"')
  expect(complaints()).toEqual([])
})

test('a form of another build is refused in one line, in a sentence, with a way back', async () => {
  const stale = `7f${'0'.repeat(40)}`
  const said = refusals().length
  const plain = type('multipart/form-data; boundary=----countersign-visitor')
  const page = await site
    .visitor()
    .request('POST', '/sign-in', { ...plain, Accept: 'text/html' }, multipart([[`$ACTION_ID_${stale}`, '']]))
  expect([page.status, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
  expect(page.body).toMatch(
    /<html lang="en">[\s\S]*<h1>[\s\S]*before the server was updated[\s\S]*href="[^"]*\/sign-in"/,
  )
  const misplaced = builtAction('turnOff').id
  const elsewhere = await site
    .visitor()
    .request(
      'POST',
      '/sign-in',
      { ...plain, Accept: 'text/html' },
      multipart([[`$ACTION_ID_${misplaced}`, '']]),
    )
  expect(elsewhere.body).toMatch(/<html lang="en">[\s\S]*before the server was updated/)
  const scripted = await site.visitor().act({ id: stale, path: '/sign-in' }, { email: 'a@example.com' })
  expect([scripted.status, scripted.headers['x-nextjs-action-not-found']]).toEqual([404, '1'])
  expect(scripted.body).toContain('before the server was updated')
  await expect
    .poll(() => refusals().slice(said))
    .toMatchObject([
      { status: 404, refused: 'form-stale' },
      { refused: 'form-stale' },
      { status: 404, refused: 'form-stale' },
    ])
  expect(complaints()).toEqual([])
})

test('a form sent in pieces without a length is taken up to the same limit', async () => {
  const who = await site.seed.agent()
  const chunked = { 'Transfer-Encoding': 'chunked', 'Content-Length': null }
  const form = type('multipart/form-data; boundary=----countersign-visitor')
  const { id } = builtAction('signIn')
  const body = multipart([
    ['_1_email', who.email],
    ['_1_password', who.password],
    ['0', `[${first},"$K1"]`],
  ])
  const own = { ...form, 'Next-Action': id, ...chunked }
  expect((await site.visitor().request('POST', '/sign-in', own, body)).leadsTo).toBe('/profile')
  const large = multipart([['_1_email', 'x'.repeat(70_000)]])
  expect((await site.visitor().request('POST', '/sign-in', own, large)).status).toBe(413)
})
