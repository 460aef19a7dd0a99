import type { ReactNode } from 'react'
import { ButtonRow, Card, Section } from '@/components/display/card'
import { CopyField } from '@/components/display/copy-field'
import { EmptyState } from '@/components/display/empty-state'
import { LinkButton } from '@/components/display/link-button'
import { Said } from '@/components/display/said'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { freshKey } from '@/lib/web/fresh-key'
import { requireAdmin } from '@/lib/web/gates'
import { noticeOf } from '@/lib/web/notices'
import { readerClock } from '@/lib/web/reader-zone'
import { requestContext } from '@/lib/web/request-context'
import { hideKey } from './actions'
import { KeyTable } from './key-table'
import { keysOfPage } from './keys'

/** The list of API keys. `notice`: what it is to say, as its address has it. `children`: the dialog that stands open above it. */
export async function ApiKeys({ notice, children }: { notice?: string | undefined; children?: ReactNode }) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const clock = await readerClock(admin)
  const [keys, shown] = await Promise.all([keysOfPage(), freshKey(ctx, admin)])
  const said = await noticeOf(notice)
  const fresh = keys.find(({ id }) => id === shown?.keyId)
  return (
    <>
      <PageTitle
        title="API keys"
        action={
          <LinkButton href="/organization/keys/new" variant="primary">
            Create key
          </LinkButton>
        }
      />
      <Said said={said} />
      {fresh && shown && (
        <Card>
          <Section title={fresh.name}>
            <CopyField
              label="API key"
              value={shown.token}
              hint="Store it where your program reads its secrets. Shown in this browser for 10 minutes."
            />
            <ButtonRow>
              <ActionForm action={hideKey}>
                <SubmitButton variant="secondary">Done</SubmitButton>
              </ActionForm>
            </ButtonRow>
          </Section>
        </Card>
      )}
      <Card>
        {keys.length > 0 ? (
          <KeyTable keys={keys} clock={clock} />
        ) : (
          <EmptyState
            title="No API keys yet"
            action={<LinkButton href="/organization/keys/new">Create key</LinkButton>}
          >
            With a key, your own programs add and remove agents or read the audit log. It does only what its
            scopes allow, and never changes admins.
          </EmptyState>
        )}
      </Card>
      <p className="text-sm text-muted">
        Calls, limits and examples: <a href="/api/v1/docs">API reference</a>.
      </p>
      {children}
    </>
  )
}
