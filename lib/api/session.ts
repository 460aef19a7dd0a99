import { z } from 'zod'
import { serverHousehold } from '@/db/tables/organizations'
import { handOver } from '@/lib/acts/sessions/hand-over'
import { refreshInput, refreshSession } from '@/lib/acts/sessions/refresh'
import { signOut } from '@/lib/acts/sessions/sign-out'
import { twoFactorState } from '@/lib/queries/two-factor'
import { ok } from '@/lib/result'
import { ownPath } from '@/lib/web/own-path'
import { anyone, apiRoute, member } from './route'
import { apiKinds, moment, tokens, tokensOf } from './tokens'

const nothing = z.strictObject({})

export const sessionRoutes = [
  apiRoute(anyone, {
    ...{ name: 'refreshTokens', method: 'POST', path: '/tokens/refresh' },
    summary:
      'Exchanges a refresh token for the next two tokens. The same call gets the same tokens for 30 seconds, while the new refresh token is unused: a lost answer can be asked for again. After that, reusing one ends the session.',
    input: refreshInput,
    answer: z.strictObject({ tokens }),
    failures: ['token-invalid'],
    async act(ctx, _anyone, input) {
      const refreshed = await refreshSession(ctx, input)
      return refreshed.ok ? ok({ tokens: tokensOf(refreshed.value) }) : refreshed
    },
  }),
  apiRoute(member, {
    ...{ name: 'getMe', method: 'GET', path: '/me' },
    summary: 'Who is signed in, and the state of their second factor.',
    input: nothing,
    answer: z.strictObject({
      user: z.strictObject({
        id: z.string(),
        name: z.string(),
        email: z.string(),
        role: z.enum(['admin', 'agent', 'operator']),
      }),
      /** Null for operators, who belong to none. */
      organization: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
      twoFactor: z.strictObject({
        enabled: z.boolean(),
        required: z.boolean(),
        /** From when on it will be required of someone who has it not: until then they can set it up in their profile. */
        requiredFrom: moment.nullable(),
        recoveryCodesLeft: z.int(),
        /** How many there are: a code of any of them is accepted. */
        authenticators: z.int(),
        passkeys: z.int(),
      }),
      session: z.strictObject({ id: z.string(), kind: z.enum(apiKinds) }),
    }),
    failures: [],
    async act(ctx, actor) {
      const { enabled, required, requiredFrom, ...has } = await twoFactorState(ctx, actor)
      const { recoveryCodesLeft, authenticators, passkeys } = has
      const { userId, name, email, role, organizationId, organizationName, sessionId, kind } = actor
      return ok({
        user: { id: userId, name, email, role },
        organization:
          organizationId === serverHousehold ? null : { id: organizationId, name: organizationName },
        twoFactor: {
          ...{ enabled, required, requiredFrom: requiredFrom?.toISOString() ?? null },
          ...{ recoveryCodesLeft, authenticators, passkeys },
        },
        session: { id: sessionId, kind: apiKinds.find((known) => known === kind) ?? 'mobile' },
      })
    },
  }),
  apiRoute(member, {
    ...{ name: 'handOver', method: 'POST', path: '/hand-over' },
    summary:
      'Makes a link to a page for the person signed in here. Opened in a browser within 60 seconds it offers to continue there without signing in again, once. `path`: a page of this server, such as `/profile`; `link` is a path, too.',
    input: z.strictObject({
      path: z
        .string()
        .max(512)
        .meta({ pattern: '^/(profile|organization|operator)(/[A-Za-z0-9_-]+)*$' })
        .refine((path) => ownPath(path) === path, {
          error: 'Give the path of a page of this server, such as /profile.',
        }),
    }),
    answer: z.strictObject({ link: z.string(), expiresAt: moment }),
    failures: [],
    async act(ctx, actor, input) {
      const made = await handOver(ctx, actor, input)
      if (!made.ok) return made
      const { token: handed, expiresAt } = made.value
      return ok({ link: `/hand-over/${handed}`, expiresAt: expiresAt.toISOString() })
    },
  }),
  apiRoute(member, {
    ...{ name: 'signOut', method: 'POST', path: '/sign-out' },
    summary: 'Ends this session.',
    input: nothing,
    answer: null,
    failures: [],
    async act(ctx, actor) {
      await signOut(ctx, actor)
      return ok(undefined)
    },
  }),
]
