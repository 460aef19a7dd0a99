import { createHash } from 'node:crypto'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AnchorButton } from '@/components/display/button'
import { Card, Section } from '@/components/display/card'
import { Fact, Facts } from '@/components/display/facts'
import { Notice } from '@/components/display/notice'
import { SearchField } from '@/components/forms/search-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import type { Admin } from '@/lib/actors'
import { finishTest } from '@/lib/acts/apps/finish-test'
import { newToken } from '@/lib/crypto/token'
import { refusedForAdmin, testFailed } from '@/lib/messages/authorizations'
import { sentence } from '@/lib/messages/codes'
import { previewClaims, scopeOfClaim } from '@/lib/queries/apps/claims'
import { findApp } from '@/lib/queries/apps/find'
import { requireAdmin } from '@/lib/web/gates'
import { one, type PagePropsOf } from '@/lib/web/page-props'
import { linkTo } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'

export const metadata: Metadata = { title: 'Test sign-in' }

type Props = PagePropsOf<{ id: string }>

/** *Test sign-in*: the whole way that a person goes, with this page in the app's place. */
export default async function TestSignInPage({ params, searchParams }: Props) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const { id } = await params
  const app = await findApp(ctx, admin, id)
  if (app?.kind !== 'oidc') notFound()
  const query = await searchParams
  const email = one(query.person) ?? admin.email
  const preview = await previewClaims(ctx, admin, id, email)
  return (
    <>
      <PageTitle
        title="Test sign-in"
        subtitle={`What ${app.name} sees when someone signs in.`}
        back={{ href: `/organization/apps/${id}`, label: app.name }}
      />
      <Card>
        <Section
          title="Try it yourself"
          description={`Goes every step of a sign-in to ${app.name}, as you, and comes back here instead of to the app.`}
          aside={
            <AnchorButton href={startOf(id)} variant="primary">
              Test sign-in
            </AnchorButton>
          }
        >
          <Outcome admin={admin} appId={id} code={one(query.code)} error={one(query.error)} />
        </Section>
        <Section title="Claims" description="What the app is told, in the ID token and at userinfo alike.">
          <form className="flex flex-wrap items-center gap-2.5">
            <SearchField name="person" label="Email of a person" defaultValue={email} buttonless />
            <SubmitButton variant="secondary">Show</SubmitButton>
          </form>
          {!preview && <Notice tone="warning">No one in your organization has this email address.</Notice>}
          {preview?.refusal && (
            <Notice tone="warning">{refusedForAdmin(preview.refusal, preview.name, app.name)}</Notice>
          )}
          {preview && (
            <Facts>
              {Object.entries(preview.claims).map(([claim, value]) => (
                <Fact key={claim} name={`${claim} (${scopeOfClaim(claim)})`}>
                  <code translate="no">{JSON.stringify(value)}</code>
                </Fact>
              ))}
            </Facts>
          )}
        </Section>
      </Card>
    </>
  )
}

type Came = { admin: Admin; appId: string; code: string | undefined; error: string | undefined }

async function Outcome({ admin, appId, code, error }: Came) {
  if (error !== undefined) return <Notice tone="danger">{testFailed(error)}</Notice>
  if (code === undefined) return null
  const tested = await finishTest(await requestContext(), admin, { appId, code })
  if (!tested.ok) return <Notice tone="danger">{sentence(tested.code)}</Notice>
  const { acr, amr, signedInAt, scope } = tested.value
  return (
    <>
      <Notice live tone="success">
        It works. You were signed in, and the app would have been told:
      </Notice>
      <Facts>
        <Fact name="scope">{scope}</Fact>
        <Fact name="acr">{acr}</Fact>
        <Fact name="amr">{amr.join(', ')}</Fact>
        <Fact name="auth_time">{signedInAt.toISOString()}</Fact>
      </Facts>
    </>
  )
}

/** The address that an app would send a browser to. No one has the verifier: the code is spent on this page. */
function startOf(appId: string): string {
  const challenge = createHash('sha256').update(newToken()).digest('base64url')
  const query = new URLSearchParams({
    ...{ client_id: appId, redirect_uri: linkTo(`/organization/apps/${appId}/test`) },
    ...{ response_type: 'code', scope: 'openid profile email groups' },
    ...{ code_challenge: challenge, code_challenge_method: 'S256', state: newToken() },
  })
  return `/oidc/authorize?${query}`
}
