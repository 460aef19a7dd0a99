import WebAuthnEmulator, {
  AuthenticatorEmulator,
  PasskeysCredentialsMemoryRepository,
} from 'nid-webauthn-emulator'
import { expect, test } from 'vitest'
import { minutes } from '@/lib/duration'
import { callApi, tokensIn } from '../../support/server/api-client'
import { type Organization, organization } from '../../support/world/organization'
import type { Person } from '../../support/world/person'

/*
 * A native client of the token API with a WebAuthn authenticator that neither we nor the authors of the library wrote that
 * verifies: options and answers go through both as the JSON of WebAuthn L3, 5.1.8 and 5.1.9.
 */

const here = 'https://id.example.com'
const client = { kind: 'mobile', name: 'Countersign on Android' }
const algorithms = ['ES256', 'RS256', 'EdDSA'] as const

const phoneWith = (algorithm: (typeof algorithms)[number]) =>
  new WebAuthnEmulator(
    new AuthenticatorEmulator({
      algorithmIdentifiers: [algorithm],
      credentialsRepository: new PasskeysCredentialsMemoryRepository(),
    }),
  )

type Body = Record<string, unknown>

const post = async (org: Organization, path: string, body?: Body, bearer?: string) =>
  callApi(org.ctx, 'POST', path, { ...(body && { body }), ...(bearer && { bearer }) })

async function enter(org: Organization, { email, password }: Person): Promise<string> {
  const { body } = await post(org, '/sign-in', { email, password, client })
  return String(body.challenge)
}

test.each(algorithms)(
  'with a key of %s it enrolls, signs in either way, adds another and removes the first',
  async (algorithm) => {
    const org = await organization()
    const agent = await org.agent({ required: true })
    const phone = phoneWith(algorithm)
    const challenge = await enter(org, agent)
    const begun = await post(org, '/sign-in/enrollment/passkey/options', { challenge })
    const made = phone.createJSON(here, begun.body as never)
    const enrolled = await post(org, '/sign-in/enrollment/passkey', { challenge, credential: made })
    expect([enrolled.status, (enrolled.body.recoveryCodes as string[]).length]).toEqual([200, 10])

    const second = await enter(org, agent)
    const asked = await post(org, '/sign-in/passkey/options', { challenge: second })
    const step = { challenge: second, answer: phone.getJSON(here, asked.body as never) }
    expect((await post(org, '/sign-in/passkey', step)).status).toBe(200)
    expect((await post(org, '/sign-in/passkey', step)).body.code).toBe('challenge-over')

    const whole = await post(org, '/sign-in/with-passkey/options')
    const alone = { answer: phone.getJSON(here, whole.body as never), client }
    const signedIn = await post(org, '/sign-in/with-passkey', alone)
    const bearer = tokensIn(signedIn).accessToken
    expect(bearer).not.toBe('')
    expect((await post(org, '/sign-in/with-passkey', alone)).status).not.toBe(200)

    const prove = async () => {
      const { body } = await post(org, '/passkeys/proof', undefined, bearer)
      return { password: agent.password, answer: phone.getJSON(here, body as never) }
    }
    const options = await post(org, '/passkeys/options', await prove(), bearer)
    const refused = () => phone.createJSON(here, options.body as never)
    // It has one of this account already, which the options say.
    expect(refused).toThrow()
    const tablet = phoneWith('ES256')
    org.world.clock.pass(minutes(1))
    const added = await post(
      org,
      '/passkeys',
      { credential: tablet.createJSON(here, options.body as never) },
      bearer,
    )
    expect(added.status).toBe(200)
    const { body } = await callApi(org.ctx, 'GET', '/passkeys', { bearer })
    const [first] = body.passkeys as { id: string }[]
    expect((await post(org, `/passkeys/${first?.id}/remove`, await prove(), bearer)).status).toBe(204)
    const gone = await post(org, '/sign-in/with-passkey/options')
    const late = { answer: phone.getJSON(here, gone.body as never), client }
    expect((await post(org, '/sign-in/with-passkey', late)).body.code).toBe('passkey-unknown')
  },
)

test('what it signs at another site, or for another account of the phone, opens nothing', async () => {
  const org = await organization()
  const [ben, cleo] = [await org.agent({ required: true }), await org.agent({ required: true })]
  const phone = phoneWith('ES256')
  const ids: string[] = []
  for (const person of [ben, cleo]) {
    const challenge = await enter(org, person)
    const { body } = await post(org, '/sign-in/enrollment/passkey/options', { challenge })
    const credential = phone.createJSON(here, body as never)
    ids.push(credential.id)
    await post(org, '/sign-in/enrollment/passkey', { challenge, credential })
  }
  const challenge = await enter(org, ben)
  const { body } = await post(org, '/sign-in/passkey/options', { challenge })
  const elsewhere = phone.getJSON('https://evil.id.example.com', body as never)
  const hers = phone.getJSON(here, {
    ...body,
    allowCredentials: [{ id: ids[1], type: 'public-key' }],
  } as never)
  for (const answer of [elsewhere, hers]) {
    const refused = await post(org, '/sign-in/passkey', { challenge, answer })
    expect([refused.status, refused.body.code]).toEqual([401, 'passkey-wrong'])
  }
  const right = phone.getJSON(here, body as never)
  expect((await post(org, '/sign-in/passkey', { challenge, answer: right })).status).toBe(200)
})
