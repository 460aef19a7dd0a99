import { z } from 'zod'
import { serverHousehold } from '@/db/tables/organizations'
import { ok } from '../../result'
import { signOut } from '../../sessions/end'
import { refreshInput, refreshSession } from '../../sessions/refresh'
import { twoFactorState } from '../../two-factor/state'
import { anyone, apiRoute, member } from '../api-route'
import { tokens, tokensOf } from './tokens'

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
    summary: 'Who is signed in, and where their second factor stands.',
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
        recoveryCodesLeft: z.int(),
      }),
      session: z.strictObject({ id: z.string(), kind: z.enum(['extension', 'mobile']) }),
    }),
    failures: [],
    async act(ctx, actor) {
      const { enabled, required, recoveryCodesLeft } = await twoFactorState(ctx, actor)
      const { userId, name, email, role, organizationId, organizationName, sessionId, kind } = actor
      return ok({
        user: { id: userId, name, email, role },
        organization:
          organizationId === serverHousehold ? null : { id: organizationId, name: organizationName },
        twoFactor: { enabled, required, recoveryCodesLeft },
        session: { id: sessionId, kind: kind === 'extension' ? ('extension' as const) : ('mobile' as const) },
      })
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
