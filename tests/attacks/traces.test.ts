import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { newToken } from '@/lib/crypto/token'
import { builtAction } from '../support/server/build-manifest'
import { openSite, type Site } from '../support/server/site'
import { Visitor } from '../support/server/visitor'

type Span = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  attributes: { key: string; value: Record<string, unknown> }[]
  status: object
}
type Export = { resourceSpans: { resource: object; scopeSpans: { spans: Span[] }[] }[] }

/** Whoever collects traces: takes OTLP over HTTP and keeps it. */
const received: string[] = []
let collector: Server
let site: Site

beforeAll(async () => {
  collector = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    received.push(Buffer.concat(parts).toString())
    response.setHeader('Content-Type', 'application/json').end('{}')
  })
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  const { port } = collector.address() as AddressInfo
  site = await openSite({
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    OTEL_BSP_SCHEDULE_DELAY: '50',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=tested',
  })
})
afterAll(() => {
  collector.closeAllConnections()
  collector.close()
})

const spans = (): Span[] =>
  received.flatMap((body) =>
    (JSON.parse(body) as Export).resourceSpans.flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap((scope) => scope.spans),
    ),
  )

/** The spans of a trace, once the request is over: its own comes last. */
const trace = (id: string, parent: string) =>
  vi.waitFor(
    () => {
      const found = spans().filter(({ traceId }) => traceId === id)
      const [root] = found.filter(({ parentSpanId }) => parentSpanId === parent)
      if (!root) throw new Error(`There is none below ${parent}: ${found.map(({ name }) => name)}`)
      return { root, below: found.filter((span) => span !== root) }
    },
    { timeout: 20_000 },
  )

test('a request goes on with the trace that it came with; what Next does and what is written hang below it', async () => {
  const ben = await site.seed.agent()
  const id = '0af7651916cd43dd8448eb211c80319c'
  const visitor = site.visitor()
  await visitor.act(
    builtAction('signIn'),
    { email: ben.email, password: ben.password },
    { traceparent: `00-${id}-b7ad6b7169203331-01` },
  )
  const { root, below } = await trace(id, 'b7ad6b7169203331')
  expect(root.name).toBe('POST pages')
  expect(below.map(({ name }) => name)).toEqual(
    // Next fetches the page that the action leads to from us.
    expect.arrayContaining(['database write', 'BaseServer.handleRequest /profile', 'GET pages']),
  )
  const ids = new Set([root, ...below].map(({ spanId }) => spanId))
  expect(below.filter(({ parentSpanId }) => !ids.has(parentSpanId ?? ''))).toEqual([])
  expect(received.join()).toContain('"countersign"')
  expect(received.join()).toContain('"tested"')
})

test('no token, address, name, password or search of anyone is in any span', async () => {
  const ben = await site.seed.agent({ name: 'Canary Benedict' })
  const admin = await site.seed.admin()
  const signedIn = await site.signedIn(admin)
  const secrets = {
    ...{ email: ben.email, encoded: encodeURIComponent(ben.email), name: 'Canary', password: 'canary-8f3a' },
    ...{ link: newToken(), setup: newToken(), id: ben.id, session: signedIn.cookie('session') ?? '' },
    ...{ search: 'canarysearch', agent: 'CanaryBrowser', path: 'canary-path', bearer: newToken() },
  }
  const before = spans().length
  const stranger = new Visitor(site.server, {
    headers: { 'X-Forwarded-For': '198.51.100.77', 'User-Agent': 'CanaryBrowser/1.0' },
  })
  for (const path of [
    `/setup?token=${secrets.setup}`,
    `/invitation/${secrets.link}`,
    `/reset-password/${secrets.link}`,
    `/nothing/${secrets.path}?q=${secrets.search}`,
    `/api/v1/users/${secrets.id}?x=${secrets.search}`,
    `/api/v1/${secrets.path}`,
  ])
    await stranger.get(path, { Authorization: `Bearer ${secrets.bearer}` })
  for (const path of [`/users/${secrets.id}`, `/users?q=${secrets.search}`]) await signedIn.get(path)
  await stranger.act(builtAction('signIn'), { email: ben.email, password: secrets.password })
  await vi.waitFor(() => expect(spans().length).toBeGreaterThan(before + 12), { timeout: 20_000 })
  const all = received.join()
  for (const [what, secret] of Object.entries({ ...secrets, address: '198.51.100.77' }))
    expect([what, all.includes(secret)]).toEqual([what, false])
  const keys = new Set(spans().flatMap(({ attributes }) => attributes.map(({ key }) => key)))
  expect([...keys].filter((key) => !/^(http|next|countersign)\.[a-z_.]+$/.test(key))).toEqual([])
  expect([...new Set(spans().map(({ name }) => name))].filter((name) => /[?%@=]/.test(name))).toEqual([])
})

test('a server that sends none loads nothing of it', () => {
  const folder = process.env.COUNTERSIGN_BUILD ?? ''
  expect(readFileSync(join(folder, 'server.mjs'), 'utf8')).not.toMatch(/(from|import\()\s*['"]@opentelemetry/)
})

test('where nobody collects, people notice nothing, and the server stops as it does', async () => {
  collector.closeAllConnections()
  await new Promise((resolve) => collector.close(resolve))
  const page = await site.visitor().get('/sign-in')
  expect(page.status).toBe(200)
  await vi.waitFor(() => expect(site.server.output()).toContain('"event":"traces.failed"'), {
    timeout: 20_000,
  })
  process.kill(site.server.pid, 'SIGTERM')
  expect(await site.server.stop()).toBe(0)
})
