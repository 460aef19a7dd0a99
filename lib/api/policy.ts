import { z } from 'zod'
import { findPolicy } from '@/lib/queries/policy/find'
import { ok } from '@/lib/result'
import { adminOrKey, apiRoute } from './route'
import { moment } from './tokens'

export const policyRoutes = [
  apiRoute(adminOrKey('users:read'), {
    ...{ name: 'getPolicy', method: 'GET', path: '/policy' },
    summary:
      'Who must have 2FA by the policy of the organization, and from when on. `begun`: that time has come. `openSessions`: what becomes then of sessions without it; they end, or go on for a day at most.',
    input: z.strictObject({}),
    answer: z.strictObject({
      who: z.enum(['nobody', 'admins', 'groups', 'everyone']),
      /** Whom it names, where that is groups. */
      groups: z.array(z.strictObject({ id: z.string(), name: z.string() })),
      from: moment.nullable(),
      begun: z.boolean(),
      openSessions: z.enum(['end', 'day']),
      /** Whether new people are added with 2FA required unless an admin says otherwise. */
      newPeople: z.boolean(),
      /** Of whom nothing but a passkey counts as a second factor, and from when on. */
      passkeysOnly: z.strictObject({
        who: z.enum(['nobody', 'admins', 'groups', 'everyone']),
        groups: z.array(z.strictObject({ id: z.string(), name: z.string() })),
        from: moment.nullable(),
      }),
      /** In which the organization means its dates: an IANA name. */
      timeZone: z.string(),
    }),
    failures: [],
    async act(ctx, actor) {
      const policy = await findPolicy(ctx, actor)
      if (!policy) throw new Error('The organization of an admin or key is not there.')
      const { policyWho: who, groups, policyFrom, begun, policySessions: openSessions } = policy
      const { policyNewPeople: newPeople, timeZone } = policy
      const { who: whose, groups: whoseGroups, from } = policy.passkeysOnly
      return ok({
        ...{ who, groups, from: policyFrom?.toISOString() ?? null },
        ...{ begun, openSessions, newPeople, timeZone },
        passkeysOnly: { who: whose, groups: whoseGroups, from: from?.toISOString() ?? null },
      })
    },
  }),
]
