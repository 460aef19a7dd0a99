import { CheckboxField } from '@/components/forms/checkbox-field'
import { PageDialog } from '@/components/forms/page-dialog'
import type { AppDetails } from '@/lib/queries/apps/find'
import { deleteApp, makeNewSecret, signEveryoneOut, suspendThisApp } from './actions'

/** Which app it is about, and the address of its page. */
export type AboutApp = { app: AppDetails; back: string }

/** What is asked: of the dialog, and of its page. */
export const titles = {
  suspend: ({ name }: AppDetails) => `Suspend ${name}?`,
  delete: ({ name }: AppDetails) => `Delete ${name}?`,
  'sign-out': ({ name }: AppDetails) => `Sign everyone out of ${name}?`,
  'new-secret': () => 'Make a new client secret?',
}

export function SuspendAppDialog({ app, back }: AboutApp) {
  return (
    <PageDialog
      back={back}
      id="suspend-app"
      action={suspendThisApp}
      title={titles.suspend(app)}
      confirm="Suspend"
      destructive
    >
      <input type="hidden" name="appId" value={app.id} />
      <p className="text-muted">
        Everyone is signed out of it, and no one can sign in to it until you reactivate it. Its settings stay.
      </p>
    </PageDialog>
  )
}

export function DeleteAppDialog({ app, back }: AboutApp) {
  return (
    <PageDialog
      back={back}
      id="delete-app"
      action={deleteApp}
      title={titles.delete(app)}
      confirm="Delete"
      destructive
    >
      <input type="hidden" name="appId" value={app.id} />
      <p className="text-muted">
        {app.kind === 'proxy'
          ? 'Its settings and icon are deleted for good. Its proxy lets no one through until you take the block out of its settings.'
          : 'Its settings, client secret and icon are deleted for good. Everyone is signed out of it, and no one can sign in to it anymore.'}
      </p>
    </PageDialog>
  )
}

export function SignEveryoneOutDialog({ app, back }: AboutApp) {
  return (
    <PageDialog
      back={back}
      id="sign-everyone-out"
      action={signEveryoneOut}
      title={titles['sign-out'](app)}
      confirm="Sign everyone out"
      destructive
    >
      <input type="hidden" name="appId" value={app.id} />
      <p className="text-muted">
        Everyone has to sign in to it again. Those who allowed it to stay signed in are asked to allow it
        again.
      </p>
      {app.kind === 'oidc' && !app.backchannelUri && (
        <p className="text-muted">
          This app has no back-channel logout address, so it notices only when it next asks this server.
        </p>
      )}
    </PageDialog>
  )
}

export function NewSecretDialog({ app, back }: AboutApp) {
  return (
    <PageDialog
      back={back}
      id="new-secret"
      action={makeNewSecret}
      title={titles['new-secret']()}
      confirm="Make new secret"
    >
      <input type="hidden" name="appId" value={app.id} />
      <p className="text-muted">Copy it into the app afterwards. It’s shown once.</p>
      <CheckboxField
        name="keepFormer"
        label="Keep the old secret for 24 hours"
        hint="No one is interrupted while you change it in the app. Untick it if someone else may know the old one."
        defaultChecked
      />
    </PageDialog>
  )
}
