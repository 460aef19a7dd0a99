import { ButtonRow, Section } from '@/components/display/card'
import { ActionDialog } from '@/components/forms/action-dialog'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import type { AppDetails } from '@/lib/queries/apps/find'
import { deleteApp, reactivateThisApp, suspendThisApp } from './actions'

/** Suspension and removal. */
export function AppAccess({ app }: { app: AppDetails }) {
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
            <ActionDialog
              id="suspend-app"
              action={suspendThisApp}
              trigger="Suspend"
              title={`Suspend ${app.name}?`}
              confirm="Suspend"
              variant="secondary"
              destructive
            >
              <input type="hidden" name="appId" value={app.id} />
              <p className="text-muted">
                Everyone is signed out of it, and no one can sign in to it until you reactivate it. Its
                settings stay.
              </p>
            </ActionDialog>
          )}
          <ActionDialog
            id="delete-app"
            action={deleteApp}
            trigger="Delete"
            title={`Delete ${app.name}?`}
            confirm="Delete"
            destructive
          >
            <input type="hidden" name="appId" value={app.id} />
            <p className="text-muted">
              {app.kind === 'proxy'
                ? 'Its settings and icon are deleted for good. Its proxy lets no one through until you take the block out of its settings.'
                : 'Its settings, client secret and icon are deleted for good. Everyone is signed out of it, and no one can sign in to it anymore.'}
            </p>
          </ActionDialog>
        </ButtonRow>
      }
    />
  )
}
