import Ajv2020 from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { mintChallenger } from '@/lib/actors'
import { setAppIcon } from '@/lib/acts/apps/set-icon'
import { finishWithPasskey } from '@/lib/acts/sign-in/passkey'
import { openApiDocument } from '@/lib/api/openapi'
import { apiRoutes } from '@/lib/api/serve'
import { findChallengeOfPage } from '@/lib/queries/challenges'
import { passkeyForStep } from '@/lib/queries/passkeys'
import { type ApiAnswer, callApi, tokensIn } from '../../support/server/api-client'
import { added as addedApp } from '../../support/world/apps'
import { Authenticator } from '../../support/world/authenticator'
import { askForCodes } from '../../support/world/enrollment-codes'
import { appFor, groupIn } from '../../support/world/group'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import type { Person } from '../../support/world/person'
import { SecurityKey } from '../../support/world/security-key'

type Schema = Record<string, unknown>
type Operation = {
  parameters?: { name: string; in: string }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>
  security: unknown[]
}
type Document = {
  paths: Record<string, Record<'get' | 'post', Operation | undefined>>
  components: { schemas: Record<string, Schema> }
}

const document = openApiDocument('Countersign', 'https://id.example.com') as unknown as Document

const ajv = new Ajv2020({
  strict: true,
  allowUnionTypes: true,
  allErrors: true,
  formats: { 'date-time': isMoment },
})
ajv.addVocabulary(['components', 'paths', 'info', 'servers', 'openapi'])
ajv.addSchema({ $id: 'https://id.example.com/document', components: document.components })

function isMoment(text: string): boolean {
  return !Number.isNaN(Date.parse(text))
}

/** Validates against a schema of the document. */
function check(schema: Schema, value: unknown, what: string): void {
  const text = JSON.stringify(schema).replaceAll(
    '"#/components',
    '"https://id.example.com/document#/components',
  )
  const valid = ajv.validate(JSON.parse(text), value)
  expect([what, valid ? 'valid' : ajv.errorsText()]).toEqual([what, 'valid'])
}

/** Calls as the document says, and holds question and answer against it. */
async function drive(
  org: Organization,
  method: 'get' | 'post',
  path: string,
  { body, bearer, parts = {} }: { body?: Schema; bearer?: string; parts?: Record<string, string> } = {},
): Promise<ApiAnswer> {
  const operation = document.paths[path]?.[method]
  if (!operation) throw new Error(`The document does not have ${method} ${path}.`)
  const what = `${method} ${path}`
  driven.add(what)
  const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) => parts[name] ?? '')
  const answer = await callApi(org.ctx, method === 'get' ? 'GET' : 'POST', filled, {
    ...(body !== undefined && { body }),
    ...(bearer !== undefined && { bearer }),
  })
  const response = operation.responses[answer.status]
  if (!response) throw new Error(`${what} answered ${answer.status}, which the document does not know.`)
  if (answer.status < 300 && body)
    check(operation.requestBody?.content['application/json']?.schema ?? {}, body, `${what}: what was sent`)
  const type = answer.headers.get('content-type')?.split(';')[0] ?? ''
  if (answer.status === 204) expect(answer.body).toEqual({})
  else
    check(response.content?.[type]?.schema ?? { not: {} }, answer.body, `${what}: ${answer.status} ${type}`)
  if (answer.status >= 400) expect(response.description).toContain(`\`${String(answer.body.code)}\``)
  return answer
}

const driven = new Set<string>()
const client = { kind: 'extension', name: 'Firefox on Linux' }
const credentials = ({ email, password }: Person) => ({ email, password, client })

/** All that is said of groups, with one person to put in. */
async function driveGroups(org: Organization, asAdmin: { bearer: string }, { id: userId }: Person) {
  const added = await drive(org, 'post', '/groups', {
    ...{ ...asAdmin, body: { name: 'Support', description: 'Answers customers' } },
  })
  await drive(org, 'post', '/groups', { ...asAdmin, body: { name: 'SUPPORT' } })
  await drive(org, 'post', '/groups', { ...asAdmin, body: { name: 'a,b' } })
  const parts = { groupId: String(added.body.groupId), userId }
  const of = { ...asAdmin, parts }
  await drive(org, 'get', '/groups', asAdmin)
  const people = '/groups/{groupId}/people'
  const put = await drive(org, 'post', people, { ...of, body: { userIds: [userId] } })
  expect(put.body).toEqual({ added: 1 })
  await drive(org, 'post', people, { ...of, body: { userIds: [userId, 'nobody'] } })
  const listed = (await drive(org, 'get', people, of)).body.users as { id: string }[]
  expect(listed.map(({ id }) => id)).toEqual([userId])
  await drive(org, 'get', people, { ...asAdmin, parts: { groupId: 'none' } })
  const { groups } = (await drive(org, 'get', '/users/{userId}/groups', of)).body
  expect(groups).toEqual([{ id: parts.groupId, name: 'Support' }])
  await drive(org, 'post', `${people}/remove`, { ...of, body: { userId } })
  await drive(org, 'post', '/groups/{groupId}/change', { ...of, body: { name: 'Help desk' } })
  await appFor(org, 'Wiki', [parts.groupId])
  const refused = await drive(org, 'post', '/groups/{groupId}/remove', of)
  expect(refused.body.detail).toContain('Wiki')
  const other = await groupIn(org, 'Unused')
  await drive(org, 'post', '/groups/{groupId}/remove', { ...asAdmin, parts: { groupId: other } })
}

/** How an admin says how someone shows that it is they who enroll, and reads the code. */
async function driveEnrollmentCodes(
  org: Organization,
  asAdmin: { bearer: string },
  parts: { userId: string },
) {
  const required = (by: 'code' | 'link') =>
    drive(org, 'post', '/users/{userId}/require', {
      ...{ ...asAdmin, parts },
      body: { required: true, signOut: true, enrollmentBy: by },
    })
  const reset = (by: 'code' | 'link') =>
    drive(org, 'post', '/users/{userId}/reset', { ...asAdmin, parts, body: { enrollmentBy: by } })
  expect((await reset('link')).body.code).toBe('enrollment-codes-off')
  await askForCodes(org)
  const code = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/
  expect((await reset('code')).body.enrollmentCode).toMatch(code)
  expect((await reset('link')).body).not.toHaveProperty('enrollmentCode')
  await drive(org, 'post', '/users/{userId}/require', {
    ...{ ...asAdmin, parts },
    body: { required: false, signOut: false },
  })
  expect((await required('code')).body.enrollmentCode).toMatch(code)
  expect((await required('code')).body).toEqual({})
  const has = await org.agent({ enrolled: true })
  const again = await drive(org, 'post', '/users/{userId}/require', {
    ...{ ...asAdmin, parts: { userId: has.id } },
    body: { required: true, signOut: false, enrollmentBy: 'code' },
  })
  expect(again.body.code).toBe('enrollment-code-unneeded')
  await askForCodes(org, false)
}

/** All that a client does with passkeys, for someone without a factor and for someone who has to have one. */
async function drivePasskeys(org: Organization) {
  const [dora, eve] = [await org.agent(), await org.agent({ required: true })]
  const signIn = async (person: Person) => drive(org, 'post', '/sign-in', { body: credentials(person) })
  const bearer = tokensIn(await signIn(dora)).accessToken
  const { password } = dora
  const key = new SecurityKey({ synced: true, counts: false })
  await drive(org, 'post', '/passkeys/proof', { bearer })
  await drive(org, 'post', '/passkeys/options', { bearer, body: { password: 'not the right one' } })
  const made = await drive(org, 'post', '/passkeys/options', { bearer, body: { password } })
  const credential = key.create(made.body as never)
  const added = await drive(org, 'post', '/passkeys', { bearer, body: { credential, name: 'Blue key' } })
  expect(added.body.recoveryCodes).toHaveLength(10)
  await drive(org, 'post', '/passkeys', { bearer, body: { credential } })
  const listed = await drive(org, 'get', '/passkeys', { bearer })
  const [one] = listed.body.passkeys as [{ id: string; name: string }]
  expect(one.name).toBe('Blue key')
  const of = { bearer, parts: { passkeyId: one.id } }
  const prove = async () => {
    const { body } = await drive(org, 'post', '/passkeys/proof', { bearer })
    return { password, answer: key.get(body as never) }
  }
  const named = { ...(await prove()), name: 'Red key' }
  await drive(org, 'post', '/passkeys/{passkeyId}/rename', { ...of, body: named })
  await drive(org, 'post', '/passkeys/{passkeyId}/rename', { ...of, body: { ...named, password: 'wrong' } })
  await drive(org, 'post', '/passkeys/{passkeyId}/remove', { ...of, body: await prove() })
  await drive(org, 'post', '/passkeys/{passkeyId}/remove', { ...of, body: { password } })

  const { challenge } = (await signIn(dora)).body
  const step = await drive(org, 'post', '/sign-in/passkey/options', { body: { challenge } })
  const wrong = key.get(step.body as never, { origin: 'https://evil.test' })
  await drive(org, 'post', '/sign-in/passkey', { body: { challenge, answer: wrong } })
  const right = key.get(step.body as never)
  await drive(org, 'post', '/sign-in/passkey', { body: { challenge, answer: right } })
  await drive(org, 'post', '/sign-in/passkey', { body: { challenge, answer: right } })
  const whole = await drive(org, 'post', '/sign-in/with-passkey/options')
  const alone = { answer: key.get(whole.body as never), client }
  await drive(org, 'post', '/sign-in/with-passkey', { body: { ...alone, deviceToken: null } })
  await drive(org, 'post', '/sign-in/with-passkey', { body: alone })

  await driveTicket(org, String((await signIn(dora)).body.challenge), key)

  const enrolling = (await signIn(eve)).body.challenge
  const options = '/sign-in/enrollment/passkey/options'
  const first = await drive(org, 'post', options, { body: { challenge: enrolling } })
  const hers = new SecurityKey()
  const makes = { challenge: enrolling, credential: hers.create(first.body as never) }
  const elsewhere = hers.create(first.body as never, { origin: 'https://evil.test' })
  await drive(org, 'post', '/sign-in/enrollment/passkey', { body: { ...makes, credential: elsewhere } })
  const signed = await drive(org, 'post', '/sign-in/enrollment/passkey', { body: makes })
  expect(signed.body.recoveryCodes).toHaveLength(10)
}

/** The second step of an extension, which a page of the server shows. */
async function driveTicket(org: Organization, challenge: string, key: SecurityKey) {
  const { path } = (await drive(org, 'post', '/sign-in/passkey/page', { body: { challenge } })).body
  const found = await findChallengeOfPage(org.ctx, String(path).split('/').at(-1) ?? '')
  if (!found) throw new Error('The page does not know the sign-in.')
  const challenger = mintChallenger(found)
  const options = await passkeyForStep(org.ctx, challenger)
  const answer = key.get(options as never) as never
  const { ticket } = granted(await finishWithPasskey(org.ctx, challenger, { answer }, 'ticket'))
  await drive(org, 'post', '/sign-in/ticket', { body: { challenge: 'A'.repeat(43), ticket } })
  const { accessToken } = tokensIn(
    await drive(org, 'post', '/sign-in/ticket', { body: { challenge, ticket } }),
  )
  expect(accessToken).toBeTruthy()
}

test('every call, its answers and its errors are as the document says', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const cleo = await org.agent({ required: true })
  const plain = await org.agent()

  await drive(org, 'post', '/sign-in', { body: { ...credentials(ben), password: 'not the right one' } })
  await drive(org, 'post', '/sign-in', { body: { ...credentials(ben), role: 'admin' } })
  await drive(org, 'post', '/sign-in', { body: { email: ben.email } })
  const { challenge } = (await drive(org, 'post', '/sign-in', { body: credentials(ben) })).body
  await drive(org, 'post', '/sign-in/code', { body: { challenge, code: await ben.phone.wrongCode() } })
  await drive(org, 'post', '/sign-in/code', { body: { challenge: 'A'.repeat(43), code: '123456' } })
  await drive(org, 'post', '/sign-in/help', { body: { challenge } })
  await drive(org, 'post', '/sign-in/help', { body: { challenge } })
  await drive(org, 'post', '/sign-in/code', { body: { challenge, code: await ben.phone.nextCode() } })
  const again = (await drive(org, 'post', '/sign-in', { body: credentials(ben) })).body.challenge
  const recoveryCode = ben.nextRecoveryCode()
  await drive(org, 'post', '/sign-in/recovery-code', { body: { challenge: again, recoveryCode: 'wrong' } })
  await drive(org, 'post', '/sign-in/recovery-code', { body: { challenge: again, recoveryCode } })

  const enrolling = (await drive(org, 'post', '/sign-in', { body: credentials(cleo) })).body.challenge
  const key = await drive(org, 'post', '/sign-in/enrollment', { body: { challenge: enrolling } })
  const phone = Authenticator.scan(String(key.body.uri), { clock: org.world.clock })
  const confirm = '/sign-in/enrollment/confirm'
  await drive(org, 'post', confirm, { body: { challenge: enrolling, code: await phone.wrongCode() } })
  await drive(org, 'post', confirm, { body: { challenge: enrolling, code: await phone.nextCode() } })

  await drivePasskeys(org)

  const agent = tokensIn(await drive(org, 'post', '/sign-in', { body: credentials(plain) }))
  const { refreshToken } = agent
  const bearer = tokensIn(await drive(org, 'post', '/tokens/refresh', { body: { refreshToken } })).accessToken
  await drive(org, 'get', '/me', { bearer })
  await drive(org, 'get', '/me')
  const { appId } = await addedApp(org)
  const icon = new File(['<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'], 'icon.svg')
  expect(await setAppIcon(org.ctx, await org.asAdmin(), { appId, icon })).toMatchObject({ ok: true })
  const own = (await drive(org, 'get', '/apps', { bearer })).body.apps
  expect(own).toMatchObject([{ name: 'Wiki', address: 'https://wiki.example.com' }])
  const [{ icon: digest }] = own as [{ icon: string }]
  for (const name of [digest, 'none'])
    await drive(org, 'get', '/apps/icons/{icon}', { bearer, parts: { icon: name } })
  await drive(org, 'get', '/users', { bearer })
  await drive(org, 'post', '/hand-over', { bearer, body: { path: '/profile' } })
  await drive(org, 'post', '/hand-over', { bearer, body: { path: 'https://elsewhere.example' } })
  await drive(org, 'post', '/sign-out', { bearer })
  await drive(org, 'post', '/tokens/refresh', { body: { refreshToken } })

  const admin = tokensIn(await drive(org, 'post', '/sign-in', { body: credentials(org.admin) })).accessToken
  const asAdmin = { bearer: admin }
  await drive(org, 'get', '/users', asAdmin)
  await drive(org, 'get', '/users/count', asAdmin)
  await drive(org, 'get', '/users/export', asAdmin)
  await drive(org, 'get', '/users/export', { bearer })
  await drive(org, 'get', '/audit/export', asAdmin)
  await drive(org, 'get', '/organization/apps', asAdmin)
  const added = { name: 'Dora Novak', email: 'dora@example.com', role: 'agent', twoFactorRequired: true }
  await drive(org, 'post', '/users', { ...asAdmin, body: added })
  await drive(org, 'post', '/users', { ...asAdmin, body: added })
  const parts = { userId: plain.id }
  await driveGroups(org, asAdmin, plain)
  await drive(org, 'post', '/users/{userId}/require', {
    ...{ ...asAdmin, parts },
    body: { required: true, signOut: true },
  })
  await drive(org, 'post', '/users/{userId}/reset', { ...asAdmin, parts })
  await driveEnrollmentCodes(org, asAdmin, parts)
  await drive(org, 'post', '/users/{userId}/name', { ...asAdmin, parts, body: { name: 'Ben Hale' } })
  await drive(org, 'post', '/users/{userId}/suspend', { ...asAdmin, parts })
  await drive(org, 'post', '/users/{userId}/suspend', { ...asAdmin, parts })
  await drive(org, 'post', '/users/{userId}/reactivate', { ...asAdmin, parts })
  await drive(org, 'post', '/users/{userId}/reset', { ...asAdmin, parts: { userId: 'nobody' } })
  await drive(org, 'post', '/users/{userId}/unlock', { ...asAdmin, parts })
  await drive(org, 'post', '/users/{userId}/role', { ...asAdmin, parts, body: { role: 'admin' } })
  await drive(org, 'post', '/users/{userId}/invitation', { ...asAdmin, parts })
  const invited = String(
    (await drive(org, 'post', '/users', { ...asAdmin, body: { ...added, email: 'e@example.com' } })).body
      .userId,
  )
  const fresh = await drive(org, 'post', '/users/{userId}/invitation', {
    ...asAdmin,
    parts: { userId: invited },
  })
  expect(fresh.body.invitation).toEqual(expect.any(String))
  await drive(org, 'post', '/users/{userId}/remove', { ...asAdmin, parts: { userId: invited } })
  await drive(org, 'post', '/users/{userId}/remove', { ...asAdmin, parts: { userId: org.admin.id } })
  expect((await drive(org, 'get', '/policy', asAdmin)).body).toMatchObject({ who: 'nobody' })
  const log = (await drive(org, 'get', '/audit', asAdmin)).body.entries as { event: string }[]
  expect(log[0]?.event).toBe('user.removed')

  const all = apiRoutes.map(({ method, path }) => `${method.toLowerCase()} ${path}`)
  expect([...driven].sort(), 'Drive each call above, before the person is removed').toEqual([...all].sort())
})

test('the calls of the contract are there', () => {
  const contract = [
    'POST /sign-in',
    'POST /sign-in/code',
    'POST /sign-in/recovery-code',
    'POST /sign-in/help',
    'POST /sign-in/enrollment',
    'POST /sign-in/enrollment/confirm',
    'POST /tokens/refresh',
    'GET /me',
    'POST /sign-out',
  ]
  const known = apiRoutes.map(({ method, path }) => `${method} ${path}`)
  expect(known).toEqual(expect.arrayContaining(contract))
})

test('only what takes a bearer token says so, and only it can be called with one', () => {
  for (const { scheme, method, path } of apiRoutes) {
    const operation = document.paths[path]?.[method === 'GET' ? 'get' : 'post']
    expect([path, operation?.security.length]).toEqual([path, scheme === 'bearer' ? 1 : 0])
  }
})
