import { expect, test } from 'vitest'
import { openSite } from '../support/server/site'
import { sayPastTheProduct } from '../support/world/past-the-product'

const html = { Accept: 'text/html' }

test('an error of a page or a form is a whole page without a script, and the log knows it by its number', async () => {
  const site = await openSite()
  const admin = await site.seed.admin()
  const visitor = await site.signedIn(admin)
  const page = await visitor.get('/organization/audit', html)
  expect(page.status).toBe(200)
  const say = (sql: string) => sayPastTheProduct(site.place, sql)
  await say('alter table audit_entries rename to audit_entries_away')
  const gzip = { 'Accept-Encoding': 'gzip' }
  const answers = [
    await visitor.get('/organization/audit', html),
    await visitor.get('/organization/audit', { ...html, ...gzip }),
  ]
  await say('alter table audit_entries_away rename to audit_entries')
  await say('alter table throttles rename to throttles_away')
  const { email, password } = admin
  answers.push(await site.visitor().submit('/sign-in', { email, password }, 'Sign in', html))
  answers.push(await site.visitor().submit('/sign-in', { email, password }, 'Sign in', { ...html, ...gzip }))
  await say('alter table throttles_away rename to throttles')
  for (const answer of answers) {
    expect([answer.status, answer.headers['content-type']]).toEqual([500, 'text/html; charset=utf-8'])
    expect(answer.headers['content-encoding']).toBeUndefined()
    expect(answer.body).toMatch(/<html lang="en">[\s\S]*<h1>Something went wrong<\/h1>[\s\S]*<a href=/)
    expect(answer.body.length).toBe(Number(answer.headers['content-length']))
    const id = String(answer.headers['x-request-id'])
    expect(answer.body).toContain(id)
    const line = site.server
      .output()
      .split('\n')
      .find((text) => text.includes('page.failed') && text.includes(id))
    expect(line).toBeDefined()
  }
  expect((await visitor.get('/organization/audit', html)).status).toBe(200)
})

test('what is not found is said without a script as well, in a frame or not, however it is compressed', async () => {
  const site = await openSite()
  const { cookies } = await site.signedIn(await site.seed.agent())
  const Cookie = [...cookies].flat().join('=')
  for (const path of ['/organization/users', '/operator/recovery', '/setup', '/nothing/here'])
    for (const encoding of ['identity', 'gzip', 'br', 'deflate']) {
      const headers = { ...html, 'Accept-Encoding': encoding, Cookie }
      const answer = await fetch(`${site.server.origin}${path}`, { headers })
      expect([path, encoding, answer.status]).toEqual([path, encoding, 404])
      const body = await answer.text()
      const said = body.replace(/<script[\s\S]*?<\/script>|<noscript><link[^>]*><\/noscript>/g, '')
      expect([path, encoding, said]).toEqual([
        path,
        encoding,
        expect.stringMatching(
          /<html[^>]* lang="en"[\s\S]*<h1[^>]*>(?:<span[^>]*>)?Page not found(?:<\/span>)?<\/h1>[\s\S]*don’t have access/,
        ),
      ])
    }
})
