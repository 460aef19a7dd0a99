import { z } from 'zod'
import { noteExport } from '@/lib/acts/exports/note'
import { type AuditEvent, catalogue } from '@/lib/messages/audit/catalogue'
import { fromInWords } from '@/lib/messages/audit/entry'
import { type AuditKind, eventsOf, kindWords } from '@/lib/messages/audit/kinds'
import { opaque } from '@/lib/opaque'
import { exportAudit } from '@/lib/queries/audit/export'
import { listAudit } from '@/lib/queries/audit/list'
import { searchInput } from '@/lib/queries/users/list'
import { ok } from '@/lib/result'
import { fileOf } from '@/lib/web/download'
import { entryCells } from '@/lib/web/export-cells'
import { exportedRows, format } from './file'
import { adminOrKey, apiRoute, byKey, fileRoute } from './route'
import { moment } from './tokens'

const given = z.iso.datetime({ offset: true, error: 'Send a time such as 2026-11-01T00:00:00Z.' })

const named = { id: z.string(), name: z.string(), email: z.string() }

const entry = z
  .strictObject({
    /** Rises by one from entry to entry. */
    sequence: z.int(),
    at: moment,
    event: z.enum(Object.keys(catalogue) as [AuditEvent]),
    /** `key`: a program, by its API key. `nobody`: someone who did not show who they are, or the server by itself. */
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

const filter = z.strictObject({
  userId: opaque.optional(),
  actorId: opaque.optional(),
  kind: z.enum(Object.keys(kindWords) as [AuditKind]).optional(),
  from: given.optional(),
  until: given.optional(),
  search: searchInput.shape.search,
})

const filterOf = ({ userId: subjectId, actorId, kind, from, until, search }: z.output<typeof filter>) => ({
  ...{ subjectId, actorId, search, events: kind && eventsOf(kind) },
  ...{ from: from === undefined ? undefined : new Date(from) },
  ...{ until: until === undefined ? undefined : new Date(until) },
})

export const auditRoutes = [
  apiRoute(adminOrKey('audit:read'), {
    ...{ name: 'listAudit', method: 'GET', path: '/audit' },
    summary:
      'The audit log of the organization, the newest entry first, 50 a page. `before`: the `next` of the page before, with the same filter. `userId`: only what concerns this person. `actorId`: only what this person did. `kind`: only such events. `from`, `until`: only from this moment on, only before that one. `search`: only where each of these words stands, in an entry as Audit log shows it in UTC; a page may then have few entries or none, and still another after it.',
    input: filter.extend({
      before: z
        .string()
        .regex(/^[0-9]{1,15}$/, { error: 'Send the `next` of the page before.' })
        .optional(),
    }),
    answer: z.strictObject({ entries: z.array(entry), next: z.int().nullable() }),
    failures: [],
    async act(ctx, actor, { before, ...asked }) {
      const { entries, next } = await listAudit(ctx, actor, {
        ...filterOf(asked),
        before: before === undefined ? undefined : Number(before),
      })
      const said = entries.map(({ sequence, at, event, actor: by, subject, detail, address, client }) => ({
        ...{ sequence, at, event, actor: by, subject, detail, address },
        client: fromInWords({ event, actor: by, client }),
      }))
      return ok({ entries: said, next })
    },
  }),
  fileRoute(adminOrKey('audit:read'), {
    ...{ name: 'exportAudit', method: 'GET', path: '/audit/export' },
    summary:
      'All entries that `listAudit` has for the same filter, as a file like the one that Audit log has: CSV (UTF-8 with a byte order mark), or a JSON array. It is sent while it is made; one that breaks off is not whole. The audit log keeps who took it.',
    input: filter.extend({ format }),
    rows: exportedRows,
    failures: [...byKey, 'session-over'],
    async act(ctx, actor, { format, ...asked }) {
      const noted = await noteExport(ctx, actor, { what: 'audit', format })
      if (!noted.ok) return noted
      return ok(fileOf({ format, cells: entryCells('UTC'), pages: exportAudit(ctx, actor, filterOf(asked)) }))
    },
  }),
]
