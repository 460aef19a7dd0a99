import { z } from 'zod'
import { type AuditEvent, catalogue } from '@/lib/messages/audit/catalogue'
import { opaque } from '@/lib/opaque'
import { listAudit } from '@/lib/queries/audit/list'
import { ok } from '@/lib/result'
import { adminOrKey, apiRoute } from './route'
import { moment } from './tokens'

const named = { id: z.string(), name: z.string(), email: z.string() }

const entry = z
  .strictObject({
    /** Rises by one from entry to entry. */
    sequence: z.int(),
    at: moment,
    event: z.enum(Object.keys(catalogue) as [AuditEvent]),
    /** `key`: a program, by its API key. `nobody`: someone who did not show who they are. */
    actor: z.union([
      z.strictObject({ kind: z.literal('user'), ...named }),
      z.strictObject({ kind: z.literal('console'), osUser: z.string() }),
      z.strictObject({ kind: z.literal('key'), id: z.string(), name: z.string() }),
      z.strictObject({ kind: z.literal('nobody') }),
    ]),
    subject: z.strictObject(named).nullable(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    address: z.string(),
    client: z.string(),
  })
  .meta({ id: 'AuditEntry' })

export const auditRoutes = [
  apiRoute(adminOrKey('audit:read'), {
    ...{ name: 'listAudit', method: 'GET', path: '/audit' },
    summary:
      'The audit log of the organization, the newest entry first, 50 a page. `before`: the `next` of the page before. `userId`: only what concerns this person.',
    input: z.strictObject({
      before: z
        .string()
        .regex(/^[0-9]{1,15}$/, { error: 'Send the `next` of the page before.' })
        .optional(),
      userId: opaque.optional(),
    }),
    answer: z.strictObject({ entries: z.array(entry), next: z.int().nullable() }),
    failures: [],
    async act(ctx, actor, { before, userId }) {
      const page = {
        ...(before !== undefined && { before: Number(before) }),
        ...(userId !== undefined && { subjectId: userId }),
      }
      const { entries, next } = await listAudit(ctx, actor, page)
      const said = entries.map(({ sequence, at, event, actor: by, subject, detail, address, client }) => ({
        ...{ sequence, at, event, actor: by, subject, detail, address, client },
      }))
      return ok({ entries: said, next })
    },
  }),
]
