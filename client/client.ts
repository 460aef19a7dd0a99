import createFetch from 'openapi-fetch'
import type { Calls, Tokens } from './calls'
import type { paths } from './schema'
import { ways } from './ways'

export type { Calls, Tokens }

/**
 * Where the tokens of one session are kept. Implement it on what the platform has: the Keychain, the Keystore,
 * `storage.session` of an extension.
 */
export type TokenStorage = {
  read(): Promise<Tokens | null>
  /** Null: no one is signed in any more. */
  write(tokens: Tokens | null): Promise<void>
  /**
   * Runs one piece of work at a time over everything that shares this storage. A refresh token works once; only for
   * 30 seconds the same call gets the same answer.
   */
  exclusively<T>(work: () => Promise<T>): Promise<T>
  /**
   * The token by which the server knows this device, kept over sign-outs and restarts. It opens nothing. With it no one is
   * slowed down here by the wrong passwords of strangers; without these two the device is never known.
   */
  readDevice?(): Promise<string | null>
  writeDevice?(deviceToken: string): Promise<void>
}

/** Keeps tokens for as long as the process lives. */
export function memoryStorage(): TokenStorage {
  let held: Tokens | null = null
  let device: string | null = null
  let last: Promise<unknown> = Promise.resolve()
  return {
    read: async () => held,
    async write(tokens) {
      held = tokens
    },
    readDevice: async () => device,
    async writeDevice(deviceToken) {
      device = deviceToken
    },
    exclusively(work) {
      const next = last.then(work, work)
      last = next.catch(() => {})
      return next
    },
  }
}

/** `unreachable`: no answer within the time. `not-countersign`: what answers there is something else. */
export type TransportCode = 'unreachable' | 'not-countersign'

/** What went wrong: a stable code, a sentence for people, when to try again, and a sentence for each wrong field. */
export type Problem<Code extends string> = {
  code: Code | TransportCode
  detail: string
  /** Seconds, where the server named them. */
  retryAfter: number | null
  errors: Record<string, string>
}

/** `serverTime`: the server's clock when it answered, in milliseconds since 1970, where it said so. */
export type Answer<Name extends keyof Calls> =
  | { ok: true; value: Calls[Name]['answer']; serverTime?: number }
  | { ok: false; problem: Problem<Calls[Name]['code']> }

/** Input that has no field at all, or none that must be given, may be left out. */
type Taken<Input> = Input extends Record<string, never> ? [] : object extends Input ? [Input?] : [Input]

/** Every call of the API, typed by its document. None throws: what goes wrong is a problem. */
export type Client = {
  [Name in keyof Calls]: (...input: Taken<Calls[Name]['input']>) => Promise<Answer<Name>>
}

type AnyAnswer = { ok: true; value: unknown; serverTime?: number } | { ok: false; problem: Problem<string> }

/**
 * How long something of this answer still works, in milliseconds, by the clock of the server that said until when: the one of
 * this device may be hours off.
 */
export const timeLeft = ({ serverTime }: { serverTime?: number }, expiresAt: string): number =>
  Date.parse(expiresAt) - (serverTime ?? Date.now())

const patience = 30_000 // milliseconds

/**
 * A client of one server. Tokens of an answer go into the storage; a call whose access token has ended gets the next one
 * with the refresh token and is made again; a session that has ended leaves the storage empty.
 */
export function createClient({
  origin,
  storage,
  fetch,
}: {
  /** Such as `https://id.example.com`. */
  origin: string
  storage: TokenStorage
  fetch?: (request: Request) => Promise<Response>
}): Client {
  const http = createFetch<paths>({
    baseUrl: `${origin}/api/v1`,
    ...(fetch && { fetch }),
    credentials: 'omit',
    redirect: 'error',
    cache: 'no-store',
  })
  http.use({ onResponse: ({ response }) => refuseOthers(response) })

  async function send(
    name: keyof Calls,
    input: Record<string, unknown>,
    accessToken?: string,
  ): Promise<AnyAnswer> {
    const { method, path } = ways[name]
    const fields = Object.entries(input)
    const inPath = ([field]: [string, unknown]) => path.includes(`{${field}}`)
    const rest = Object.fromEntries(fields.filter((field) => !inPath(field)))
    const init = {
      params: { path: Object.fromEntries(fields.filter(inPath)), query: method === 'get' ? rest : {} },
      ...(method === 'post' && Object.keys(rest).length > 0 && { body: rest }),
      ...(accessToken !== undefined && { headers: { Authorization: `Bearer ${accessToken}` } }),
      signal: AbortSignal.timeout(patience),
    }
    try {
      // `Client` types each call by its name; here it is any of them.
      const { data, error, response } = await http.request(method, path as never, init as never)
      return response.ok ? accepted(data, response) : refused(error, response)
    } catch (error) {
      return transportProblem(error instanceof NotCountersign ? 'not-countersign' : 'unreachable')
    }
  }

  /** The next tokens instead of those with this access token; those that someone else has fetched meanwhile, if so. */
  const renew = (spent: string) =>
    storage.exclusively(async (): Promise<AnyAnswer> => {
      const held = await storage.read()
      if (held && held.accessToken !== spent) return { ok: true, value: { tokens: held } }
      const answer = await send('refreshTokens', { refreshToken: held?.refreshToken ?? '' })
      if (answer.ok) await storage.write(tokensIn(answer.value))
      else if (answer.problem.code === 'token-invalid') await storage.write(null)
      return answer
    })

  async function callSignedIn(name: keyof Calls, input: Record<string, unknown>): Promise<AnyAnswer> {
    const held = await storage.read()
    const answer = await send(name, input, held?.accessToken)
    if (!held || answer.ok || answer.problem.code !== 'token-invalid') return answer
    const renewed = await renew(held.accessToken)
    return renewed.ok ? send(name, input, tokensIn(renewed.value)?.accessToken) : renewed
  }

  async function call(name: keyof Calls, input: Record<string, unknown> = {}): Promise<AnyAnswer> {
    if (name === 'refreshTokens') return send(name, input)
    if (name === 'signIn') return signIn(input)
    return callAndKeep(name, input)
  }

  /** Sends along the token by which the server knows this device, and keeps the one that it answers. */
  async function signIn(input: Record<string, unknown>): Promise<AnyAnswer> {
    if (!storage.readDevice || !storage.writeDevice) return callAndKeep('signIn', input)
    const answer = await callAndKeep('signIn', { deviceToken: await storage.readDevice(), ...input })
    const given = answer.ok ? (answer.value as Calls['signIn']['answer']).deviceToken : undefined
    if (given !== undefined) await storage.writeDevice(given)
    return answer
  }

  async function callAndKeep(name: keyof Calls, input: Record<string, unknown>): Promise<AnyAnswer> {
    const answer = await (ways[name].bearer ? callSignedIn : send)(name, input)
    const tokens = answer.ok ? tokensIn(answer.value) : null
    if (tokens) await storage.write(tokens)
    if (name === 'signOut' && (answer.ok || answer.problem.code === 'token-invalid'))
      await storage.write(null)
    return answer
  }

  const names = Object.keys(ways) as (keyof Calls)[]
  const entries = names.map((name) => [name, (input?: Record<string, unknown>) => call(name, input)])
  return Object.fromEntries(entries) as Client
}

class NotCountersign extends Error {}

/** Throws at what the token API never answers: a page, a redirect, nothing. */
function refuseOthers({ status, headers }: Response): void {
  const type = headers.get('content-type')?.split(';')[0]
  const ours = status === 200 ? type === 'application/json' : type === 'application/problem+json'
  if (status !== 204 && !ours) throw new NotCountersign()
}

function accepted(value: unknown, { headers }: Response): AnyAnswer {
  const serverTime = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(serverTime) ? { ok: true, value } : { ok: true, value, serverTime }
}

function refused(problem: unknown, { headers }: Response): AnyAnswer {
  const { code, detail, errors = {} } = problem as Problem<string>
  const retryAfter = Number(headers.get('retry-after')) || null
  return { ok: false, problem: { code, detail, retryAfter, errors } }
}

const sentences: Record<TransportCode, string> = {
  unreachable: "The server isn't answering. Check your connection and try again.",
  'not-countersign': "This isn't a Countersign server. Check the address.",
}

function transportProblem(code: TransportCode): AnyAnswer {
  return { ok: false, problem: { code, detail: sentences[code], retryAfter: null, errors: {} } }
}

const tokensIn = (value: unknown): Tokens | null => (value as { tokens?: Tokens } | undefined)?.tokens ?? null
