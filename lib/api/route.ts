import type { z } from 'zod'
import {
  type Admin,
  type Challenger,
  type Member,
  mintAdmin,
  mintChallenger,
  mintMember,
  type Person,
} from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { Code } from '@/lib/messages/codes'
import { findChallenge } from '@/lib/queries/challenges'
import { findSession } from '@/lib/queries/sessions/find'
import type { Result } from '@/lib/result'

/** What a gate looks at: the bearer token, if there is one, and what was sent. */
export type Presented = { bearer: string | null; input: Record<string, unknown> }

/** Who may call. `scheme`: how the document says so. Null is refused with `code`. */
export type ApiGate<Actor> = {
  scheme: 'none' | 'challenge' | 'bearer'
  code: Code
  open(ctx: Context, presented: Presented): Promise<Actor | null>
}

/** Anyone, without a question. For what carries its own proof: a password, a refresh token. */
export const anyone: ApiGate<{ anyone: true }> = {
  scheme: 'none',
  code: 'token-invalid',
  open: async () => ({ anyone: true }),
}

/** Whose challenge of this channel the input names. */
export const challenger: ApiGate<Challenger> = {
  scheme: 'challenge',
  code: 'challenge-over',
  async open(ctx, { input }) {
    const found = await findChallenge(ctx, String(input.challenge), 'api')
    return found && mintChallenger(found)
  },
}

/** A cookie's value is no bearer token: only sessions that were opened over this API have one. */
async function personOf(ctx: Context, { bearer }: Presented): Promise<Person | null> {
  const person = bearer === null ? null : await findSession(ctx, bearer)
  return person?.channel === 'api' ? person : null
}

export const member: ApiGate<Member> = {
  scheme: 'bearer',
  code: 'token-invalid',
  async open(ctx, presented) {
    const person = await personOf(ctx, presented)
    return person && mintMember(person)
  },
}

/** A member who is an admin of their organization; everyone else with a token is told that they are not. */
export const admin: ApiGate<Admin | 'not-admin'> = {
  scheme: 'bearer',
  code: 'token-invalid',
  async open(ctx, presented) {
    const person = await personOf(ctx, presented)
    return person && (mintAdmin(person) ?? 'not-admin')
  },
}

/** One call: how it is reached, who may, what it takes, what it answers, and what can go wrong. */
export type ApiRoute = {
  /** Verb and noun: what a client calls it. */
  name: string
  method: 'GET' | 'POST'
  /** Below `/api/v1`; `{name}` is a part of the path that belongs to the input. */
  path: string
  summary: string
  scheme: ApiGate<unknown>['scheme']
  input: z.ZodObject
  /** What is answered with 200, or null for 204. */
  answer: z.ZodType | null
  failures: readonly Code[]
  /** Codes that this call explains in the sentence of another one. */
  saidAs: Partial<Record<Code, Code>>
  call(ctx: Context, presented: Presented): Promise<Result<unknown, Code>>
}

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
      actor: Exclude<Actor, 'not-admin'>,
      input: z.output<Input>,
    ): Promise<Result<z.input<Answer> | undefined, Failure>>
  },
): ApiRoute {
  const own: readonly Code[] = gate.scheme === 'none' ? [] : [gate.code]
  const admins: readonly Code[] = gate === (admin as unknown) ? ['not-admin'] : []
  return {
    ...route,
    saidAs: route.saidAs ?? {},
    scheme: gate.scheme,
    failures: [...new Set<Code>([...own, ...admins, ...route.failures])],
    async call(ctx, presented) {
      const actor = await gate.open(ctx, presented)
      if (actor === null) return { ok: false, code: gate.code, detail: {} }
      if (actor === 'not-admin') return { ok: false, code: 'not-admin', detail: {} }
      return act(ctx, actor as Exclude<Actor, 'not-admin'>, presented.input as z.output<Input>)
    },
  }
}
