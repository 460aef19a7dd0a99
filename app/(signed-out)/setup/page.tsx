import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ActionForm } from '@/components/forms/action-form'
import { AppFields } from '@/components/forms/app-fields'
import { TextField } from '@/components/forms/field'
import { NewPasswordField } from '@/components/forms/new-password-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { TimeZoneField } from '@/components/forms/time-zone-field'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { isSetUp, isSetupToken } from '@/lib/queries/setup'
import type { PageProps } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'
import { createOrganization } from './actions'

/** Once the server is set up there is no such page, and nor is there its title. */
export async function generateMetadata(): Promise<Metadata> {
  return { title: (await isSetUp(await requestContext())) ? 'Page not found' : 'Set up' }
}

export default async function SetupPage({ searchParams }: PageProps) {
  const ctx = await requestContext()
  if (await isSetUp(ctx)) notFound()
  const { token } = await searchParams
  const name = productName()
  if (typeof token !== 'string' || !(await isSetupToken(ctx, token))) {
    return (
      <SignedOutCard productName={name} title={`Set up ${name}`}>
        <p className="text-muted">
          Open the link that the server printed on its console when it started. It ends in “/setup?token=…”.
          Each start prints a new one; only the latest works.
        </p>
      </SignedOutCard>
    )
  }
  return (
    <SignedOutCard
      productName={name}
      title={`Set up ${name}`}
      intro="Create your organization and its first admin: you."
    >
      <ActionForm action={createOrganization}>
        <AppFields />
        <TimeZoneField name="timeZone" />
        <input type="hidden" name="token" value={token} />
        <TextField name="organization" label="Organization" autoComplete="organization" required autoFocus />
        <TextField name="name" label="Full name" autoComplete="name" required />
        <TextField name="email" label="Email" type="email" autoComplete="username" required />
        <NewPasswordField name="password" label="Password" />
        <SubmitButton full>Create organization</SubmitButton>
      </ActionForm>
    </SignedOutCard>
  )
}
