import { z } from 'zod'
import {
  type Admin,
  type ApiKey,
  type Challenger,
  type Member,
  mintAdmin,
  mintApiKey,
  mintChallenger,
  mintMember,
  type Person,
} from '@/lib/actors'
import type { Context } from '@/lib/context'
import { looksLikeKeyToken } from '@/lib/crypto/token'
import type { Code } from '@/lib/messages/codes'
import { findApiKey } from '@/lib/queries/api-keys/find'
import { findChallenge } from '@/lib/queries/challenges'
import { findSession } from '@/lib/queries/sessions/find'
import { fail, ok, type Result } from '@/lib/result'
import type { Scope } from '@/lib/scopes'

/** What a gate looks at: the bearer token, if there is one, and what was sent. */
export type Presented = { bearer: string | null; input: Record<string, unknown> }

/**
 * Who may call. `scheme`: how the document says so. `scope`: what an API key needs; null where none may. `refusals`: with
 * what the others are refused.
 */
export type ApiGate<Actor> = {
  scheme: 'none' | 'challenge' | 'bearer'
  scope: Scope | null
  refusals: readonly Code[]
  open(ctx: Context, presented: Presented): Promise<Result<Actor, Code>>
}

/** Anyone, without a question. For what carries its own proof: a password, a refresh token. */
export const anyone: ApiGate<{ anyone: true }> = {
  scheme: 'none',
  scope: null,
  refusals: [],
  open: async () => ok({ anyone: true }),
}

/** Whose challenge of this channel the input names. */
export const challenger: ApiGate<Challenger> = {
  scheme: 'challenge',
  scope: null,
  refusals: ['challenge-over'],
  async open(ctx, { input }) {
    const found = await findChallenge(ctx, String(input.challenge), 'api')
    return found ? ok(mintChallenger(found)) : fail('challenge-over')
  },
}

/** A cookie's value is no bearer token: only sessions that were opened over this API have one. */
async function personOf(
  ctx: Context,
  { bearer }: Presented,
): Promise<Result<Person, 'token-invalid' | 'not-for-keys'>> {
  if (bearer !== null && looksLikeKeyToken(bearer)) return fail('not-for-keys')
  const person = bearer === null ? null : await findSession(ctx, bearer)
  return person?.channel === 'api' ? ok(person) : fail('token-invalid')
}

export const member: ApiGate<Member> = {
  scheme: 'bearer',
  scope: null,
  refusals: ['token-invalid', 'not-for-keys'],
  async open(ctx, presented) {
    const person = await personOf(ctx, presented)
    return person.ok ? ok(mintMember(person.value)) : person
  },
}

/** A member who is an admin of their organization; everyone else with a token is told that they are not. */
export const admin: ApiGate<Admin> = {
  scheme: 'bearer',
  scope: null,
  refusals: ['token-invalid', 'not-admin', 'not-for-keys'],
  async open(ctx, presented) {
    const person = await personOf(ctx, presented)
    if (!person.ok) return person
    const minted = mintAdmin(person.value)
    return minted ? ok(minted) : fail('not-admin')
  },
}

/** An admin, or a program whose API key has this scope; one without it is told which. */
export const adminOrKey = <const S extends Scope>(scope: S): ApiGate<Admin | ApiKey<S>> => ({
  scheme: 'bearer',
  scope,
  refusals: ['token-invalid', 'not-admin', 'scope-missing'],
  async open(ctx, presented) {
    const { bearer } = presented
    if (bearer === null || !looksLikeKeyToken(bearer)) return admin.open(ctx, presented)
    const key = await findApiKey(ctx, bearer)
    if (!key) return fail('token-invalid')
    const minted = mintApiKey(key, scope)
    return minted ? ok(minted) : fail('scope-missing', { scope })
  },
})

/** With what a key may be refused that its gate let in. */
export const byKey = ['token-invalid', 'scope-missing', 'not-for-keys'] as const

/** With what an act is answered that a second admin has to agree to. */
export const bySecond = ['second-asked', 'second-full', 'second-needs-person'] as const

/** One call: how it is reached, who may, what it takes, what it answers, and what can go wrong. */
export type ApiRoute = {
  /** Verb and noun: what a client calls it. */
  name: string
  method: 'GET' | 'POST'
  /** Below `/api/v1`; `{name}` is a part of the path that belongs to the input. */
  path: string
  summary: string
  scheme: ApiGate<unknown>['scheme']
  /** What an API key needs to call it; null where none may. */
  scope: Scope | null
  input: z.ZodObject
  /** What is answered with 200, or null for 204. Of a file: what it holds as JSON; its text otherwise is CSV. */
  answer: z.ZodType | null
  /** Whether it answers with a file that is made while it is sent. */
  file: boolean
  failures: readonly Code[]
  /** Codes that this call explains in the sentence of another one. */
  saidAs: Partial<Record<Code, Code>>
  call(ctx: Context, presented: Presented): Promise<Result<unknown, Code>>
}

/** A file, part by part. */
export type File = { type: string; parts: AsyncGenerator<string, void> }

/** A call that answers with a file; `rows`: what it holds as JSON. */
export const fileRoute = <Actor, Input extends z.ZodObject, Failure extends Code>(
  gate: ApiGate<Actor>,
  {
    act,
    rows,
    ...route
  }: Pick<ApiRoute, 'name' | 'method' | 'path' | 'summary'> & {
    input: Input
    rows: z.ZodType
    failures: readonly Failure[]
    act(ctx: Context, actor: Actor, input: z.output<Input>): Promise<Result<File, Failure>>
  },
): ApiRoute => ({
  ...apiRoute(gate, { ...route, answer: z.custom<File>(), act }),
  ...{ answer: rows, file: true },
})

/**
 * The one shape of a call of the token API: the gate mints the actor, the schema has parsed what was sent (strictly), the act
 * calls a rule. It touches nothing of a framework.
 */
export function apiRoute<Actor, Input extends z.ZodObject, Answer extends z.ZodType, Failure extends Code>(
  gate: ApiGate<Actor>,
  {
    act,
    ...route
  }: Pick<ApiRoute, 'name' | 'method' | 'path' | 'summary'> & {
    input: Input
    answer: Answer | null
    failures: readonly Failure[]
    saidAs?: Partial<Record<Failure, Code>>
    act(
      ctx: Context,
      actor: Actor,
      input: z.output<Input>,
    ): Promise<Result<z.input<Answer> | undefined, Failure>>
  },
): ApiRoute {
  const { scheme, scope, refusals } = gate
  return {
    ...route,
    ...{ scheme, scope, file: false },
    saidAs: route.saidAs ?? {},
    failures: [...new Set<Code>([...refusals, ...route.failures])],
    async call(ctx, presented) {
      const opened = await gate.open(ctx, presented)
      return opened.ok ? act(ctx, opened.value, presented.input as z.output<Input>) : opened
    },
  }
}
