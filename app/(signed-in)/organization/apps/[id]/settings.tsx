import type { ComponentProps, ReactNode } from 'react'
import { ButtonRow, Section } from '@/components/display/card'
import { ActionForm } from '@/components/forms/action-form'
import { CheckboxField } from '@/components/forms/checkbox-field'
import { TextField } from '@/components/forms/field'
import { NotSaved } from '@/components/forms/not-saved'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextAreaField } from '@/components/forms/text-area-field'
import type { AppDetails } from '@/lib/queries/apps/find'
import { saveConnection, saveSite } from './actions'

/** How an OpenID Connect app is registered. */
export function ConnectionSettings({ app }: { app: AppDetails }) {
  return (
    <SettingsForm app={app} action={saveConnection} description="How this app is registered here.">
      <TextAreaField
        // Again once an address was added under Problems: what a browser keeps of an older text would undo that.
        key={app.redirectUris.join('\n')}
        name="redirectUris"
        label="Redirect addresses"
        rows={Math.max(2, app.redirectUris.length)}
        defaultValue={app.redirectUris.join('\n')}
        required
        hint="Where the app returns to after sign-in, one per line. Compared character by character."
      />
      <TextAreaField
        name="signedOutUris"
        label="Addresses after signing out"
        rows={2}
        defaultValue={app.signedOutUris.join('\n')}
        hint="Where the app may lead after signing out, one per line. Optional."
      />
      <TextField
        name="backchannelUri"
        label="Back-channel logout address"
        defaultValue={app.backchannelUri ?? ''}
        autoComplete="off"
        hint="Where the app is told that someone was signed out. Optional."
      />
      <SelectField
        name="client"
        label="Client"
        defaultValue={app.client}
        options={[
          { value: 'confidential', label: 'Keeps a client secret' },
          { value: 'public', label: 'Keeps no secret (browser or device)' },
        ]}
      />
      <CheckboxField
        name="native"
        label="Installed on people’s devices"
        hint="May return to a scheme of its own, such as com.example.app, and to the device itself."
        defaultChecked={app.native}
      />
      <CheckboxField
        name="pkceRequired"
        label="Require PKCE"
        hint="Turn it off only for an app that can’t do it. Without a client secret it’s always required."
        defaultChecked={app.pkceRequired}
      />
      <SelectField
        name="signingAlgorithm"
        label="Signing algorithm"
        defaultValue={app.signingAlgorithm}
        options={[
          { value: 'RS256', label: 'RS256' },
          { value: 'ES256', label: 'ES256' },
        ]}
        hint="Every app takes RS256."
      />
    </SettingsForm>
  )
}

/** What is known of a site behind a proxy. */
export function SiteSettings({ app }: { app: AppDetails }) {
  return (
    <SettingsForm
      app={app}
      action={saveSite}
      description="Paste the block above into the proxy again after a change."
    >
      <TextAreaField
        name="openPaths"
        label="Paths without sign-in"
        rows={3}
        defaultValue={app.openPaths.join('\n')}
        hint="One per line: /health for one page, /public/ for everything below it. Anyone can open them."
      />
    </SettingsForm>
  )
}

/** What both kinds have, and then their own. */
function SettingsForm({
  app,
  action,
  description,
  children,
}: {
  app: AppDetails
  action: ComponentProps<typeof ActionForm>['action']
  description: string
  children: ReactNode
}) {
  return (
    <Section title="Settings" description={description}>
      <div className="max-w-160">
        <ActionForm action={action} label="Settings">
          <input type="hidden" name="appId" value={app.id} />
          <TextField name="name" label="Name" defaultValue={app.name} autoComplete="off" required />
          <TextField
            name="address"
            label="App address"
            type="url"
            defaultValue={app.address}
            autoComplete="off"
            required
          />
          {children}
          <ButtonRow>
            <SubmitButton variant="secondary">Save settings</SubmitButton>
            <NotSaved />
          </ButtonRow>
        </ActionForm>
      </div>
    </Section>
  )
}
