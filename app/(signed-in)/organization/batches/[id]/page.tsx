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
import { hasLinks } from '@/lib/queries/batches/links'
import { requireAdmin } from '@/lib/web/gates'
import { one, type PagePropsOf } from '@/lib/web/page-props'
import { sendsMail } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'
import { stopMany } from './actions'
import { batchOfPage } from './batch'
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
      {batch.state !== 'running' && invites.has(batch.kind) && batch.done > 0 && (
        <InvitationLinks batchId={batch.id} shown={await hasLinks(ctx, admin, batch.id)} />
      )}
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

const invites: ReadonlySet<BatchDetails['kind']> = new Set(['add-people', 'invite-again'])

/** A file of their links, to hand over where no email comes. */
function InvitationLinks({ batchId, shown }: { batchId: string; shown: boolean }) {
  // Where emails go out, and the links are gone, there is nothing to do.
  if (!shown && sendsMail()) return null
  return (
    <Card>
      <Section
        title="Invitation links"
        description={
          shown
            ? 'To hand over to people who get no email. They can be downloaded for ten minutes after each person was invited. Whoever has a link can join as that person.'
            : 'The links can’t be downloaded any more, or everyone has joined. For new links, choose people on Users, then Send invitation again.'
        }
      >
        {shown && (
          <ButtonRow>
            <AnchorButton href={`/organization/batches/${batchId}/links`} download>
              Download invitation links
            </AnchorButton>
          </ButtonRow>
        )}
      </Section>
    </Card>
  )
}
