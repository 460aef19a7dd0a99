import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtAction } from '../support/server/build-manifest'
import { Postbox } from '../support/server/postbox'
import { type Server, settingsOf, startServer } from '../support/server/server'
import { type Answer, Visitor } from '../support/server/visitor'
import { Authenticator } from '../support/world/authenticator'
import { bytesOf } from '../support/world/sealed'

const password = 'canary-8f3a-first-password'
const newPassword = 'canary-27c1-second-password'
const resetPassword = 'canary-b94e-third-password'
const wrongPassword = 'canary-51d0-wrong-password'

const setupKeyIn = (page: string) => /secret=([A-Z2-7]{32})/.exec(page)?.[1] ?? ''

/** Everything below a folder, byte for byte. */
function bytesBelow(folder: string): [string, Buffer][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [join(entry.parentPath, entry.name), readFileSync(join(entry.parentPath, entry.name))])
}

/** In what shapes a secret could lie around; all but a sign of a token is as good as the token. */
const shapes = (secret: string) => [
  secret.length === 43 ? secret.slice(0, 42) : secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret).toString('hex'),
]

test('after a life of secrets, errors included, none is found in the log, the database or another page', async () => {
  const server: Server = await startServer({ env: { LOG_LEVEL: 'debug' } })
  try {
    const secrets: Record<string, string> = { password, newPassword, resetPassword, wrongPassword }
    const seen: Answer[] = []
    const browser = new Visitor(server)
    const act = async (name: string, fields: Record<string, string>, path?: string) => {
      const action = builtAction(name)
      const answer = await browser.act({ ...action, path: path ?? action.path }, fields)
      // With it comes the page that it leads to, and these three show something, once.
      if (!/two-factor|recovery-codes|users\/[0-9a-f]/.test(answer.leadsTo ?? '')) seen.push(answer)
      return answer
    }
    const look = async (path: string) => {
      const page = await browser.get(path)
      seen.push(page)
      return page
    }
    const keep = (noun: 'session' | 'challenge', as: string) => {
      const value = browser.cookie(noun)
      if (value) secrets[as] = value
    }

    const token = new URL(server.printedLink).searchParams.get('token') ?? ''
    const email = 'canary@example.com'
    await look(`/setup?token=${token}`)
    seen.length = 0
    await act('createOrganization', {
      token,
      organization: 'Canary',
      name: 'Tweety',
      email,
      password: 'short',
    })
    await act('createOrganization', { token, organization: 'Aviary', name: 'Tweety', email, password })
    keep('session', 'first session')
    await act('begin', { password: wrongPassword })
    await act('begin', { password })
    const key = setupKeyIn((await browser.get('/profile/two-factor')).body)
    secrets['setup key'] = key
    const phone = new Authenticator(key, { ahead: 1 })
    secrets['a wrong code'] = await phone.wrongCode()
    await act('confirm', { code: secrets['a wrong code'] })
    await act('confirm', { code: await phone.nextCode() })
    const codesPage = await browser.get('/two-factor/recovery-codes')
    const codes = [...new Set(codesPage.body.match(/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/g) ?? [])]
    expect(codes).toHaveLength(10)
    for (const [n, code] of codes.entries()) {
      secrets[`recovery code ${n}`] = code
      secrets[`recovery code ${n} plain`] = code.replaceAll('-', '')
    }
    await act('finish', { saved: 'on' })
    await act('signOutHere', {})
    await act('signIn', { email, password: wrongPassword })
    await act('signIn', { email, password })
    keep('challenge', 'challenge')
    await act('verifyRecoveryCode', { recoveryCode: '0000-0000-0000-0000' })
    await act('verifyRecoveryCode', { recoveryCode: codes[0] ?? '' })
    keep('session', 'second session')
    await act('changeOwnPassword', { password: wrongPassword, newPassword })
    await act('changeOwnPassword', { password, newPassword })
    await act('replace', { password: newPassword, code: codes[1] ?? '' })
    secrets['second setup key'] = setupKeyIn((await browser.get('/profile/two-factor')).body)
    const added = await act('add', { name: 'Sylvester', email: 'cat@example.com', role: 'agent' })
    const invitedPage = await browser.get((added.leadsTo ?? '').split('?')[0] ?? '')
    const invitation = /\/invitation\/([A-Za-z0-9_-]{43})/.exec(invitedPage.body)?.[1] ?? ''
    expect(invitation).not.toBe('')
    secrets.invitation = invitation
    const guest = new Visitor(server)
    await guest.get(`/invitation/${invitation}`)
    const encoded = `${invitation.slice(0, 42)}%${Buffer.from(invitation.slice(42)).toString('hex')}`
    await guest.get(`/invitation/${encoded}?x=${invitation}`)
    await guest.get(`/nothing/${invitation}/here`)
    await guest.actJson(builtAction('signIn'), `{"password":"${wrongPassword}"`)
    await guest.actJson(builtAction('signIn'), `["${wrongPassword}",{"password":["${wrongPassword}"]}]`)
    const postbox = new Postbox(server)
    await act('changeOwnEmail', { email: 'finch@example.com', password: wrongPassword })
    await act('changeOwnEmail', { email: 'finch@example.com', password: newPassword })
    const confirm = await postbox.next('finch@example.com')
    const restore = await postbox.next(email, 'Your email address is about to change')
    for (const path of ['/profile', '/organization/users', '/organization/audit']) await look(path)

    await act('sendResetLink', { email })
    const reset = await postbox.next(email, 'Choose a new password')
    for (const letter of [confirm, restore, reset]) {
      secrets[letter.subject] = letter.token
      await guest.get(letter.path)
      await guest.get(`${letter.path}?again=${letter.token}`)
    }
    await act('savePassword', { token: reset.token, newPassword: 'short' })
    await act('savePassword', { token: reset.token, newPassword: resetPassword })
    await act('savePassword', { token: reset.token, newPassword: resetPassword })
    await act('confirmEmail', { token: confirm.token })
    await act('restoreEmail', { token: restore.token })

    const log = server.output().replace(/^ {2}http:\S+$/m, '')
    const files = bytesBelow(join(server.dataFolder, 'db'))
    files.push(['database', await bytesOf(settingsOf(server))])
    const answers = seen.map(
      ({ headers: { 'set-cookie': _kept, ...headers }, body }) => JSON.stringify(headers) + body,
    )
    for (const [name, secret] of Object.entries({ ...secrets, 'set-up token': token })) {
      expect([name, secret.length]).not.toEqual([name, 0])
      for (const shape of shapes(secret)) {
        // Six digits are found in any database by chance.
        const where =
          secret.length === 6 ? [] : files.filter(([, bytes]) => bytes.includes(shape)).map(([file]) => file)
        const logged =
          secret.length === 6 ? new RegExp(`[^0-9a-f]${secret}[^0-9a-f]`).test(log) : log.includes(shape)
        const shown = secret.length > 6 && answers.some((answer) => answer.includes(shape))
        expect({ name, where, logged, shown }).toEqual({ name, where: [], logged: false, shown: false })
      }
    }
  } finally {
    await server.stop()
  }
}, 180_000)
