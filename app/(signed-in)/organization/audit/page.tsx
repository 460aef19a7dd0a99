import { Card } from '@/components/display/card'
import { Pager } from '@/components/display/pager'
import { PageTitle } from '@/components/frame/page-title'
import { listAudit } from '@/lib/queries/audit/list'
import { requireAdmin } from '@/lib/web/gates'
import { one, type PageProps } from '@/lib/web/page-props'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'
import { AuditTable } from './audit-table'

export const generateMetadata = titled(requireAdmin, 'Audit log')

export default async function AuditPage({ searchParams }: PageProps) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const before = Number(one((await searchParams).before))
  const page = await listAudit(ctx, admin, Number.isSafeInteger(before) && before > 0 ? { before } : {})
  return (
    <>
      <PageTitle title="Audit log" subtitle="Who did what, to whom, when and from where. Times are UTC." />
      <Card>
        <AuditTable entries={page.entries} label="Audit log" />
      </Card>
      <Pager
        next={page.next === null ? undefined : `/organization/audit?before=${page.next}`}
        first={before > 0 ? '/organization/audit' : undefined}
      />
    </>
  )
}
