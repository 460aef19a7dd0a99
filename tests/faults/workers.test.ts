import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { beforeAll, expect, test, vi } from 'vitest'
import { seconds } from '@/lib/duration'
import { builtAction } from '../support/server/build-manifest'
import { freePort, type Server, startServer } from '../support/server/server'
import { openSite, type Site } from '../support/server/site'
import { Visitor } from '../support/server/visitor'

/** Each request on a connection of its own: any process may be the one that answers. */
const anew = { Connection: 'close' }
const slowly = { timeout: seconds(20), interval: 20 }

let site: Site
let next: Server
beforeAll(async () => {
  site = await openSite({ WORKERS: '2' })
})

/** The processes that serve, in the order in which they were started. */
const workersOf = ({ pid }: Server) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)

const isThere = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const times = (text: string, what: string) => text.split(what).length - 1

async function series(): Promise<Map<string, number>> {
  const { body } = await new Visitor(site.server).get('/metrics', anew)
  const lines = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.replace(/ \S+$/, ''), Number(line.split(' ').at(-1))]))
}

test('two processes serve, and what is done and said at the start is done and said once', () => {
  const said = site.server.output()
  expect(workersOf(site.server)).toHaveLength(2)
  for (const what of ['/setup?token=', '"server.started"', '"audit.head"'])
    expect([what, times(said, what)]).toEqual([what, 1])
})

test('people sign in whichever process answers, and the metrics are the sum of what each did', async () => {
  const before = await series()
  const people = await Promise.all(Array.from({ length: 4 }, () => site.seed.agent({ enrolled: true })))
  for (const { email, password, phone } of people) {
    const browser = site.visitor()
    await browser.act(builtAction('signIn'), { email, password }, anew)
    const done = await browser.act(builtAction('verifyCode'), { code: await phone.nextCode() }, anew)
    expect(done.leadsTo).toBe('/profile')
    expect((await browser.get('/profile', anew)).body).toContain(email)
  }
  for (let n = 0; n < 7; n++) await site.visitor().get('/api/v1/me', anew)
  const after = await series()
  const more = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0)
  expect(more('countersign_sign_in_steps_total{step="session",outcome="accepted"}')).toBe(4)
  expect(more('countersign_http_request_duration_seconds_count{mount="api",method="GET",status="4xx"}')).toBe(
    7,
  )
  expect(after.get('countersign_database_up')).toBe(1)
  expect(after.get('countersign_challenges_open')).toBe(0)
  const builds = [...after].filter(([name]) => name.startsWith('countersign_build_info'))
  expect(builds.map(([, value]) => value)).toEqual([1])
  expect(after.get('process_start_time_seconds')).toBeGreaterThan(0)
})

test('one that is killed is replaced while the other serves, later each time, and takes nothing along', async () => {
  const session = await site.openSession(await site.seed.agent())
  for (let n = 0; n < 6; n++) await site.visitor().get('/api/v1/me', anew)
  const before = await series()
  const counted = [...before].filter(([name]) =>
    name.startsWith('countersign_http_request_duration_seconds_'),
  )
  const started = () => times(site.server.output(), '"worker.started"')
  const [, other] = workersOf(site.server)
  for (const pause of [1000, 2000]) {
    // The second time it is the one that took the place of the first.
    const victim = workersOf(site.server).find((pid) => pid !== other)
    const already = started()
    process.kill(victim ?? 0, 'SIGKILL')
    await expect.poll(() => site.server.output(), slowly).toContain(`"replacedInMs":${pause}`)
    expect(isThere(victim ?? 0)).toBe(false)
    for (let n = 0; n < 4; n++)
      expect((await site.visitor({ session }).get('/profile', anew)).status).toBe(200)
    await expect.poll(started, slowly).toBe(already + 1)
  }
  const after = await series()
  for (const [name, value] of counted) expect([name, (after.get(name) ?? 0) >= value]).toEqual([name, true])
  expect(site.server.output()).toContain('"signal":"SIGKILL"')
})

test('what is wrong with the network is said once, whoever meets it', async () => {
  const stranger = () => new Visitor(site.server).get('/sign-in', { ...anew, Host: 'other.example.test' })
  for (let n = 0; n < 6; n++) await stranger()
  await expect.poll(() => site.server.output(), slowly).toContain('"host.foreign"')
  expect(times(site.server.output(), '"host.foreign"')).toBe(1)
})

test('with the process that leads the others end, and the next one can begin at once', async () => {
  const port = await freePort()
  const server = await startServer({ port, env: { WORKERS: '2' } })
  const workers = workersOf(server)
  expect(await server.stop('SIGKILL')).toBeNull()
  await expect.poll(() => workers.filter(isThere), slowly).toEqual([])
  next = await startServer({ port, env: { WORKERS: '2' } })
})

test('told to stop, it answers what is under way, and all of its processes end', async () => {
  const server = next
  const workers = workersOf(server)
  const port = Number(new URL(server.origin).port)
  const body =
    '{"email":"ben@example.com","password":"not the right one","client":{"kind":"mobile","name":"Phone"}}'
  const halves = [0, 1, 2, 3].map(() => {
    const socket = connect(port, '127.0.0.1')
    socket.write(
      `POST /api/v1/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n`,
    )
    socket.write(`Content-Length: ${body.length}\r\n\r\n${body.slice(0, 20)}`)
    let answer = ''
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text))
    const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(answer)))
    return { socket, ended }
  })
  await Promise.all(halves.map(({ socket }) => new Promise((resolve) => socket.once('ready', resolve))))
  // They have arrived once an answer to a later question has.
  for (let n = 0; n < 4; n++) await new Visitor(server).get('/api/health', anew)
  const asked = performance.now()
  const ended = server.stop()
  await expect
    .poll(
      () =>
        new Promise((resolve) => {
          const socket = connect(port, '127.0.0.1').once('error', () => resolve('closed'))
          socket.once('connect', () => resolve(socket.destroy() && 'open'))
        }),
      slowly,
    )
    .toBe('closed')
  for (const { socket } of halves) socket.write(body.slice(20))
  for (const half of halves) expect(await half.ended).toContain('HTTP/1.1 401 Unauthorized')
  expect(await ended).toBe(0)
  expect(performance.now() - asked).toBeLessThan(seconds(10))
  expect(workers.filter(isThere)).toEqual([])
  expect(times(server.output(), '"server.stopping"')).toBe(1)
})

test('where one cannot start, none does, and it is said in one sentence', async () => {
  const { port } = new URL(site.server.origin)
  const refused = await startServer({ port: Number(port), env: { WORKERS: '2' } }).catch(String)
  const said = String(refused)
    .split('\n')
    .filter((line) => line !== '' && !line.includes('next.config'))
  expect(said).toEqual([
    'Error: The server did not start:',
    `PORT ${port} is taken. Stop what uses it, or set PORT to another one.`,
  ])
})

vi.setConfig({ testTimeout: 120_000 })
