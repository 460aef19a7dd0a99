import { Card, Section } from '@/components/display/card'
import { EmptyState } from '@/components/display/empty-state'
import { FocusedWords } from '@/components/display/focused-words'
import { LinkButton } from '@/components/display/link-button'
import { Pager } from '@/components/display/pager'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { previewInWords, previewWords } from '@/lib/messages/batches'
import { type BatchDetails, listBatchRows } from '@/lib/queries/batches/find'
import { requireAdmin } from '@/lib/web/gates'
import { requestContext } from '@/lib/web/request-context'
import { BatchRows } from '../../batches/[id]/rows'
import { ResultLinks, rowsAsked } from '../../batches/[id]/shown'
import { JoiningFields } from '../joining-fields'
import { addListed } from './actions'

type Asked = { preview: BatchDetails; show: string | undefined; after: string | undefined }

/** What would become of each in a list, and how all of them are added. Nothing has happened yet. */
export async function PeoplePreview({ preview, ...asked }: Asked) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const { result, after } = rowsAsked(asked.show, asked.after)
  const { rows, next } = await listBatchRows(ctx, admin, { batchId: preview.id, result, after })
  const path = `/organization/users/add-several?preview=${preview.id}`
  const link = (position?: number) =>
    `${path}${result ? `&show=${result}` : ''}${position ? `&after=${position}` : ''}`
  return (
    <>
      <Card>
        <Section title={<FocusedWords>Preview</FocusedWords>} description={previewInWords(preview)}>
          {preview.waiting > 0 ? (
            <AddForm preview={preview} />
          ) : (
            <LinkButton href="/organization/users/add-several">Start again</LinkButton>
          )}
        </Section>
      </Card>
      <ResultLinks batch={preview} path={path} shown={result} words={previewWords} />
      <Card>
        {rows.length > 0 ? (
          <BatchRows rows={rows} words={previewWords} />
        ) : (
          <EmptyState title="No one here" />
        )}
      </Card>
      <Pager next={next ? link(next) : undefined} first={after ? link() : undefined} />
    </>
  )
}

function AddForm({ preview }: { preview: BatchDetails }) {
  return (
    <div className="max-w-120">
      <ActionForm action={addListed} label="How they are added">
        <input type="hidden" name="batchId" value={preview.id} />
        <JoiningFields several />
        <div className="flex flex-wrap gap-2.5">
          <SubmitButton>Add people</SubmitButton>
          <LinkButton href="/organization/users/add-several">Start again</LinkButton>
        </div>
      </ActionForm>
    </div>
  )
}
