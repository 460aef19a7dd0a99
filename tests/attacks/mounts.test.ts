import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { beforeAll, expect, test } from 'vitest'
import type { Mount } from '@/server/exchange'
import { mountOf, mounts } from '@/server/mounts'
import { openSite, type Site } from '../support/server/site'
import { type Answer, Visitor } from '../support/server/visitor'

const appUrl = 'https://id.example.test'
const evil = 'https://evil.example'
const metricsToken = 'of-the-monitoring'
let site: Site

beforeAll(async () => {
  site = await openSite({ APP_URL: appUrl, METRICS_TOKEN: metricsToken })
})

/** Who asks: someone whom every mount admits. */
const headers = { authorization: `Bearer ${metricsToken}` }
const found = (path: string, method = 'GET') => {
  const request = Object.assign(new IncomingMessage(new Socket()), { method, headers })
  return mountOf(path, { request, own: false, metricsToken })
}

/** The mounts with a path of each that is really theirs. */
const asked: [path: string, mount: Mount][] = mounts.flatMap((mount) =>
  mount.at.map((at): [string, Mount] => [at.endsWith('/') ? `${at}nothing/here` : at, mount]),
)
asked.push(['/sign-in', found('/sign-in')])

const visitor = () => new Visitor(site.server, { appUrl, headers })
const header = ({ headers }: Answer, name: string) => String(headers[name] ?? '')

test('each path is the mount that it is asked of, and what no other mount has is for pages', () => {
  for (const [path, mount] of asked) expect([path, found(path).name]).toEqual([path, mount.name])
  for (const path of ['/', '/api', '/api/v2', '/api/v1x', '/api/health/x', '/api/healthy', '/_next/static'])
    expect([path, found(path).name]).toEqual([path, 'pages'])
})

/** What lets pages of other sites read an answer, without cookies. */
const forEveryone = ['origin', 'methods', 'headers']
  .map((what) => `access-control-allow-${what}`)
  .concat('access-control-max-age', 'access-control-expose-headers')

test.each(asked)(
  '%s takes what is sent from where its mount says, and no other site reads what is not for it',
  async (path, { cors }) => {
    const preflight = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'x' }
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'GET', 'HEAD'])
      for (const Origin of [evil, 'null', null]) {
        const answer = await visitor().request(method, path, { ...preflight, Origin })
        const { origin } = found(path, method)
        const refused = origin === 'own' && method !== 'GET' && method !== 'HEAD'
        expect([method, Origin, answer.status === 403]).toEqual([method, Origin, refused])
        const shared = Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))
        // The provider's two documents are for everyone, and nothing else is that knows of no app.
        const document = cors === 'provider' && path.startsWith('/.well-known/')
        const open = shared.filter((name) => !(document && forEveryone.includes(name)))
        expect([method, path, open]).toEqual([method, path, []])
      }
    expect((await visitor().request('POST', path)).status).not.toBe(403)
  },
)

test.each(asked)('%s is refused a body above the limit of its mount, and no shorter one', async (path) => {
  const { body } = found(path, 'POST')
  const post = async (size: number, headers: Record<string, string | null> = {}) => {
    const answer = await visitor().request('POST', path, headers, 'x'.repeat(size))
    return answer.status
  }
  const chunked = { 'Transfer-Encoding': 'chunked', 'Content-Length': null }
  if (body === null) {
    const without = (await visitor().request('POST', path)).status
    expect([without, await post(200 * 1024)]).toEqual([expect.not.toBeOneOf([413]), without])
    return
  }
  expect([await post(body + 1), await post(body + 1, chunked)]).toEqual([413, 413])
  expect(await post(body)).not.toBe(413)
})

test.each(asked)('%s takes the methods of its mount', async (path) => {
  for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    const answer = await visitor().request(method, path)
    const { methods } = found(path, method)
    const refused = methods !== 'any' && !methods.includes(method)
    expect([method, answer.status === 405]).toEqual([method, refused])
    if (methods !== 'any' && refused) expect(header(answer, 'allow')).toBe(methods.join(', '))
  }
})

test.each(asked)(
  '%s has the policy of its mount, is kept no longer, and is like every answer',
  async (path) => {
    for (const method of ['GET', 'POST']) {
      const { csp, kept } = found(path, method)
      const answer = await visitor().request(method, path)
      const policies = {
        page: /^default-src 'self'; script-src 'self' 'nonce-[\w-]{22}' 'strict-dynamic';/,
        nothing: /^default-src 'none'; frame-ancestors 'none'$/,
        none: /^$/,
      }
      expect(header(answer, 'content-security-policy')).toMatch(policies[csp ?? 'none'])
      if (kept === 'nothing') expect(header(answer, 'cache-control')).toMatch(/\bno-store\b/)
      expect(header(answer, 'x-request-id')).toMatch(/^[\da-f-]{36}$/)
      expect(header(answer, 'x-content-type-options')).toBe('nosniff')
      expect(header(answer, 'strict-transport-security')).toMatch(/^max-age=/)
    }
  },
)

test.each(asked)('%s leads to APP_URL where its mount is at no other address', async (path, { host }) => {
  const answer = await visitor().get(path, { Host: 'other.example.test' })
  expect([answer.status === 307, answer.leadsTo]).toEqual(
    host === 'own' ? [true, `${appUrl}${path}`] : [false, null],
  )
})
