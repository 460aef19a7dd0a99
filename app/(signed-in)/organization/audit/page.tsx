import { Card } from '@/components/display/card'
import { EmptyState } from '@/components/display/empty-state'
import { ExportLinks } from '@/components/display/export-links'
import { LinkButton } from '@/components/display/link-button'
import { Pager } from '@/components/display/pager'
import { PageTitle } from '@/components/frame/page-title'
import { listAudit } from '@/lib/queries/audit/list'
import { requireAdmin } from '@/lib/web/gates'
import { one, type PageProps } from '@/lib/web/page-props'
import { readerZone } from '@/lib/web/reader-zone'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'
import { zoneInWords } from '@/lib/zone'
import { AuditTable } from './audit-table'
import { askedOf, filterOf, queryOf } from './filter'
import { FilterForm } from './filter-form'

export const generateMetadata = titled(requireAdmin, 'Audit log')

export default async function AuditPage({ searchParams }: PageProps) {
  const admin = await requireAdmin()
  const query = await searchParams
  const [asked, zone] = await Promise.all([
    askedOf(admin, {
      ...{ q: one(query.q), kind: one(query.kind), person: one(query.person), by: one(query.by) },
      ...{ from: one(query.from), until: one(query.until) },
    }),
    readerZone(admin),
  ])
  const filter = filterOf(asked, zone.shown)
  const given = Number(one(query.before))
  const before = Number.isSafeInteger(given) && given > 0 ? given : undefined
  const page = filter
    ? await listAudit(await requestContext(), admin, { ...filter, before })
    : { entries: [], next: null }
  const filtered = queryOf(asked).size > 0
  const link = (path: string, next?: number) => {
    const params = queryOf(asked)
    if (next !== undefined) params.set('before', String(next))
    return `${path}${params.size > 0 ? `?${params}` : ''}`
  }
  return (
    <>
      <PageTitle
        title="Audit log"
        subtitle={`Who did what, to whom, when and from where. Times are in ${zoneInWords(zone.shown)}.`}
        action={
          <div className="flex flex-wrap gap-2.5">
            <ExportLinks href={link('/organization/audit/export')} />
            <LinkButton href="/organization/evidence">Evidence</LinkButton>
          </div>
        }
      />
      <FilterForm asked={asked} />
      <Card>
        {page.entries.length === 0 && (filtered || page.next) ? (
          <EmptyState title={page.next ? 'Nothing so far' : 'Nothing found'}>
            {page.next
              ? 'Only a part of the log was searched. Go to the next page to search further back.'
              : 'Try other words, another kind or other days.'}
          </EmptyState>
        ) : (
          <AuditTable entries={page.entries} label="Audit log" zone={zone.shown} />
        )}
      </Card>
      <Pager
        next={page.next === null ? undefined : link('/organization/audit', page.next)}
        first={before === undefined ? undefined : link('/organization/audit')}
      />
    </>
  )
}
