import { z } from 'zod'
import { type AuditEvent, catalogue } from '@/lib/messages/audit/catalogue'
import { type AuditKind, eventsOf, kindWords } from '@/lib/messages/audit/kinds'
import { opaque } from '@/lib/opaque'
import { listAudit } from '@/lib/queries/audit/list'
import { searchInput } from '@/lib/queries/users/list'
import { ok } from '@/lib/result'
import { adminOrKey, apiRoute } from './route'
import { moment } from './tokens'

const given = z.iso.datetime({ offset: true, error: 'Send a time such as 2026-11-01T00:00:00Z.' })

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
      'The audit log of the organization, the newest entry first, 50 a page. `before`: the `next` of the page before, with the same filter. `userId`: only what concerns this person. `actorId`: only what this person did. `kind`: only such events. `from`, `until`: only from this moment on, only before that one. `search`: only where each of these words stands; a page may then have few entries or none, and still another after it.',
    input: z.strictObject({
      before: z
        .string()
        .regex(/^[0-9]{1,15}$/, { error: 'Send the `next` of the page before.' })
        .optional(),
      userId: opaque.optional(),
      actorId: opaque.optional(),
      kind: z.enum(Object.keys(kindWords) as [AuditKind]).optional(),
      from: given.optional(),
      until: given.optional(),
      search: searchInput.shape.search,
    }),
    answer: z.strictObject({ entries: z.array(entry), next: z.int().nullable() }),
    failures: [],
    async act(ctx, actor, { before, userId: subjectId, actorId, kind, from, until, search }) {
      const { entries, next } = await listAudit(ctx, actor, {
        ...{ subjectId, actorId, search, events: kind && eventsOf(kind) },
        ...{ from: from === undefined ? undefined : new Date(from) },
        ...{ until: until === undefined ? undefined : new Date(until) },
        before: before === undefined ? undefined : Number(before),
      })
      const said = entries.map(({ sequence, at, event, actor: by, subject, detail, address, client }) => ({
        ...{ sequence, at, event, actor: by, subject, detail, address, client },
      }))
      return ok({ entries: said, next })
    },
  }),
]
