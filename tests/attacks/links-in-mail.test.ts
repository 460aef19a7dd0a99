import { beforeAll, expect, test } from 'vitest'
import { builtAction } from '../support/server/build-manifest'
import { Postbox } from '../support/server/postbox'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import { type Fields, multipart, Visitor } from '../support/server/visitor'
import type { LetterReceived } from '../support/world/letters'

const newPassword = 'seven crates of marmalade'

let site: Site
let postbox: Postbox

beforeAll(async () => {
  site = await openSite({ LOG_LEVEL: 'debug' })
  postbox = new Postbox(site.server)
})

const act = async (visitor: Visitor, name: string, fields: Fields) => {
  const { leadsTo, body } = await visitor.act(builtAction(name), fields)
  return leadsTo ?? (/"status":"(\w+)"/.exec(body)?.[1] || body)
}

/** Asks for another address from the profile. Returns the emails to the new one and to the old. */
async function askForEmail(who: Resident) {
  const { id, password } = who
  const email = `${id}@example.com`
  expect(await act(await site.signedIn(who), 'changeOwnEmail', { email, password })).toBe('done')
  const confirm = await postbox.next(email, 'Confirm your new email address')
  return { confirm, restore: await postbox.next(who.email, 'Your email address is about to change') }
}

/** An email with each kind of link there is, and how the form of its page is answered that spends it. */
async function letters(): Promise<Record<string, { letter: LetterReceived; spends: string; to: string }>> {
  const invited = await site.seed.agent({ invited: true })
  const forgetful = await site.seed.agent({ enrolled: true })
  const [moving, staying, moved] = [await site.seed.agent(), await site.seed.agent(), await site.seed.agent()]
  expect(await act(site.visitor(), 'sendResetLink', { email: forgetful.email })).toBe('done')
  const reset = await postbox.next(forgetful.email, 'Choose a new password')
  const { confirm } = await askForEmail(moving)
  const { restore: stop } = await askForEmail(staying)
  const change = await askForEmail(moved)
  await act(site.visitor(), 'confirmEmail', { token: change.confirm.token })
  const restore = await postbox.next(moved.email, 'Your email address was changed')
  return {
    invitation: { letter: await postbox.next(invited.email, 'Join'), spends: 'join', to: '/profile' },
    reset: { letter: reset, spends: 'savePassword', to: '/sign-in?notice=password-reset' },
    confirm: { letter: confirm, spends: 'confirmEmail', to: '/sign-in?notice=email-changed' },
    stop: { letter: stop, spends: 'restoreEmail', to: '/forgot-password?notice=email-restored' },
    restore: { letter: restore, spends: 'restoreEmail', to: '/forgot-password?notice=email-restored' },
  }
}

/** What a form of the page would send, without saying which action it is for; and what no form sends. */
const posts = (token: string): [string, string][] => {
  const fields = { token, newPassword, password: newPassword }
  return [
    ['application/x-www-form-urlencoded', new URLSearchParams(fields).toString()],
    ['multipart/form-data; boundary=----countersign-visitor', multipart(Object.entries(fields))],
    ['application/json', JSON.stringify(fields)],
    ['text/plain', JSON.stringify([{ status: 'idle' }, fields])],
    ['application/x-www-form-urlencoded', ''],
  ]
}

test('a scanner that opens every link of every email, again and again, spends none and changes nothing', async () => {
  const all = await letters()
  const before = await site.snapshot()
  for (const { letter } of Object.values(all)) {
    expect(letter.token).toMatch(/^[\w-]{43}$/)
    for (const url of letter.urls) {
      expect(new URL(url).origin).toBe(site.server.origin)
      const { pathname } = new URL(url)
      const scanner = site.visitor()
      for (let n = 0; n < 3; n++) {
        for (const headers of [{}, { Purpose: 'prefetch', 'Sec-Purpose': 'prefetch;prerender' }])
          expect((await scanner.get(pathname, headers)).status).toBeLessThan(400)
        expect((await scanner.request('HEAD', `${pathname}?utm_source=mail`)).status).toBeLessThan(400)
        await scanner.rsc(pathname)
        await scanner.rsc(pathname, { 'Next-Router-Prefetch': '1' })
      }
      for (const [type, body] of posts(letter.token)) {
        const answer = await scanner.request('POST', pathname, { 'Content-Type': type }, body)
        expect([pathname, answer.status >= 500, answer.headers['set-cookie']]).toEqual([
          pathname,
          false,
          undefined,
        ])
        // Without an Origin, as what is no browser would.
        const bare = await scanner.request('POST', pathname, { 'Content-Type': type, Origin: null }, body)
        expect(bare.status).toBe(403)
      }
    }
  }
  expect(await site.snapshot()).toEqual(before)

  for (const [kind, { letter, spends, to }] of Object.entries(all)) {
    const { token } = letter
    const fields: Fields = { join: { password: newPassword }, savePassword: { newPassword } }[spends] ?? {}
    expect([kind, await act(site.visitor(), spends, { token, ...fields })]).toEqual([kind, to])
    expect([kind, await act(site.visitor(), spends, { token, ...fields })]).toEqual([kind, 'failed'])
    const log = site.server.output()
    const shapes = [
      token,
      token.slice(0, 42),
      encodeURIComponent(token),
      Buffer.from(token).toString('base64'),
    ]
    for (const shape of shapes) expect([kind, log.includes(shape)]).toEqual([kind, false])
  }
})

test('a link is for its own page alone', async () => {
  const all = await letters()
  const before = await site.snapshot()
  for (const [kind, { letter, spends }] of Object.entries(all)) {
    for (const name of ['join', 'savePassword', 'confirmEmail', 'restoreEmail']) {
      if (name === spends) continue
      const fields: Fields = { join: { password: newPassword }, savePassword: { newPassword } }[name] ?? {}
      const answer = await act(site.visitor(), name, { token: letter.token, ...fields })
      expect([kind, name, answer]).toEqual([kind, name, 'failed'])
    }
  }
  expect(await site.snapshot()).toEqual(before)
})

test('no Host and no forwarded host has a say in the links of emails', async () => {
  const appUrl = 'https://id.example.com'
  const behind = await openSite({ APP_URL: appUrl })
  const theirs = new Postbox(behind.server)
  const evil = 'evil.example'
  for (const headers of [
    {},
    { Host: evil },
    { 'X-Forwarded-Host': evil, 'X-Forwarded-Proto': 'http', 'X-Forwarded-Port': '8080' },
    { Host: evil, 'X-Forwarded-Host': evil, 'X-Forwarded-Server': evil, 'X-Original-Host': evil },
    { Forwarded: `host=${evil};proto=http`, 'X-Host': evil, 'X-Forwarded-Prefix': `//${evil}` },
    { Host: `${evil}:80@id.example.com`, Referer: `https://${evil}/forgot-password` },
    { Host: `id.example.com.${evil}`, 'X-Rewrite-URL': `https://${evil}/`, 'X-Original-URL': `//${evil}/` },
  ] as Record<string, string>[]) {
    const { email } = await behind.seed.agent()
    const forged = { 'X-Forwarded-For': behind.newAddress(), ...headers }
    const stranger = await new Visitor(behind.server, { headers: forged, appUrl }).get('/forgot-password')
    expect([headers, stranger.leadsTo ?? appUrl]).toEqual([headers, expect.stringContaining(appUrl)])
    // As one who was led in a circle by a proxy, and is let in.
    const visitor = new Visitor(behind.server, { headers: { ...forged, Cookie: 'cs.led=1' }, appUrl })
    const page = await visitor.get('/forgot-password')
    expect([headers, page.status, page.body.includes(evil)]).toEqual([headers, 200, false])
    const action = builtAction('sendResetLink')
    for (const ask of [
      () => visitor.act(action, { email }),
      () => visitor.submit('/forgot-password', { email }),
    ]) {
      const answer = await ask()
      expect(answer.body).toContain('we’ve emailed a link')
      expect(answer.body + JSON.stringify(answer.headers)).not.toContain(evil)
      const { urls, text, html, path } = await theirs.next(email, 'Choose a new password')
      expect(path).toMatch(/^\/reset-password\/[\w-]{43}$/)
      expect([headers, urls.map((url) => new URL(url).origin)]).toEqual([headers, urls.map(() => appUrl)])
      expect(text + html).not.toContain(evil)
    }
  }
})
