import { Card } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { Notice } from '@/components/display/notice'
import { ActionForm } from '@/components/forms/action-form'
import { TextField } from '@/components/forms/field'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextAreaField } from '@/components/forms/text-area-field'
import { sentence } from '@/lib/messages/codes'
import { previewList } from './actions'

/** Asks for a list. `over`: the preview that was asked for is not there any more. */
export function ListForm({ over }: { over: boolean }) {
  return (
    <>
      {over && (
        <Notice live tone="danger">
          {sentence('preview-over')}
        </Notice>
      )}
      <div className="max-w-160">
        <Card padded>
          <ActionForm action={previewList}>
            <TextAreaField
              name="people"
              label="People"
              rows={8}
              hint="One on each line, such as Ben Okafor <ben@example.com>. Commas and semicolons work too."
            />
            <TextField
              name="file"
              label="Or a file"
              type="file"
              accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
              hint="A CSV from Excel, Numbers or LibreOffice: at most 2 MB and 5,000 people, with a column named Email."
            />
            <div className="flex flex-wrap gap-2.5">
              <SubmitButton>Preview</SubmitButton>
              <LinkButton href="/organization/users">Cancel</LinkButton>
              <LinkButton href="/organization/batches">Earlier changes</LinkButton>
            </div>
          </ActionForm>
        </Card>
      </div>
    </>
  )
}
