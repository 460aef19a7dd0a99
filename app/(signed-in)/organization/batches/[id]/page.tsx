import type { Metadata } from 'next'
import { AnchorButton } from '@/components/display/button'
import { ButtonRow, Card, Section } from '@/components/display/card'
import { EmptyState } from '@/components/display/empty-state'
import { Notice } from '@/components/display/notice'
import { Pager } from '@/components/display/pager'
import { Refresher } from '@/components/display/refresher'
import { TaskProgress } from '@/components/display/task-progress'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { batchKindWords, receiptInWords, stopReasonInWords } from '@/lib/messages/batches'
import { type BatchDetails, listBatchRows } from '@/lib/queries/batches/find'
import { requireAdmin } from '@/lib/web/gates'
import { one, type PagePropsOf } from '@/lib/web/page-props'
import { requestContext } from '@/lib/web/request-context'
import { stopMany } from './actions'
import { batchOfPage } from './batch'
import { InvitationLinks } from './invitation-links'
import { BatchRows } from './rows'
import { ResultLinks, rowsAsked } from './shown'

type Props = PagePropsOf<{ id: string }>

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({
  title: batchKindWords[(await batchOfPage((await params).id)).kind].title,
})

export default async function BatchPage({ params, searchParams }: Props) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const batch = await batchOfPage((await params).id)
  const query = await searchParams
  const { result, after } = rowsAsked(one(query.show), one(query.after))
  const { rows, next } = await listBatchRows(ctx, admin, { batchId: batch.id, result, after })
  const path = `/organization/batches/${batch.id}`
  const link = (position?: number) => {
    const params = new URLSearchParams({
      ...(result && { show: result }),
      ...(position && { after: String(position) }),
    })
    return params.size > 0 ? `${path}?${params}` : path
  }
  return (
    <>
      <PageTitle
        title={batchKindWords[batch.kind].title}
        subtitle={`Started by ${batch.actorName}`}
        back={{ href: '/organization/batches', label: 'Changes to many people' }}
      />
      {batch.state === 'running' ? <Progress batch={batch} href={link(after)} /> : <Receipt batch={batch} />}
      {batch.state !== 'running' && <InvitationLinks batch={batch} />}
      <ResultLinks batch={batch} path={path} shown={result} />
      <Card>{rows.length > 0 ? <BatchRows rows={rows} /> : <EmptyState title="No one here" />}</Card>
      <Pager next={next ? link(next) : undefined} first={after ? link() : undefined} />
    </>
  )
}

function Progress({ batch, href }: { batch: BatchDetails; href: string }) {
  const { id, total, waiting } = batch
  return (
    <Card padded>
      <div className="grid gap-4">
        <TaskProgress
          label="Progress"
          done={total - waiting}
          total={total}
          words={`${total - waiting} of ${total}. You can leave this page; it keeps going.`}
        />
        <Refresher href={href} every={1000} />
        <ActionForm action={stopMany} label="Stop">
          <input type="hidden" name="batchId" value={id} />
          <SubmitButton variant="secondary">Stop</SubmitButton>
        </ActionForm>
      </div>
    </Card>
  )
}

function Receipt({ batch }: { batch: BatchDetails }) {
  const notDone = batch.skipped + batch.failed + batch.waiting
  return (
    <Card>
      <Section title="Receipt" description={receiptInWords(batch)}>
        {batch.state === 'stopped' && <Notice tone="warning">{stopReasonInWords(batch.reason)}</Notice>}
        {notDone > 0 && (
          <ButtonRow>
            <AnchorButton href={`/organization/batches/${batch.id}/file`} download>
              Download those left out
            </AnchorButton>
          </ButtonRow>
        )}
      </Section>
    </Card>
  )
}
