import { ButtonRow, Section } from '@/components/display/card'
import { ActionForm } from '@/components/forms/action-form'
import { PageButton } from '@/components/forms/page-button'
import { SubmitButton } from '@/components/forms/submit-button'
import type { AppDetails } from '@/lib/queries/apps/find'
import { reactivateThisApp } from './actions'

/** Suspension and removal. */
export function AppAccess({ app, address }: { app: AppDetails; address: (question: string) => string }) {
  return (
    <Section
      title="Access"
      description={
        app.suspendedAt
          ? 'Suspended. No one can sign in to it.'
          : 'Suspending signs everyone out of it immediately.'
      }
      aside={
        <ButtonRow>
          {app.suspendedAt ? (
            <ActionForm action={reactivateThisApp}>
              <input type="hidden" name="appId" value={app.id} />
              <SubmitButton variant="secondary">Reactivate</SubmitButton>
            </ActionForm>
          ) : (
            <PageButton href={address('suspend')}>Suspend</PageButton>
          )}
          <PageButton href={address('delete')} variant="danger">
            Delete
          </PageButton>
        </ButtonRow>
      }
    />
  )
}
