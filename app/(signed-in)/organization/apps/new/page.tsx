import Link from 'next/link'
import { AppIcon } from '@/components/display/app-icon'
import { Card, Section } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { ActionForm } from '@/components/forms/action-form'
import { CheckboxField } from '@/components/forms/checkbox-field'
import { TextField } from '@/components/forms/field'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextAreaField } from '@/components/forms/text-area-field'
import { PageTitle } from '@/components/frame/page-title'
import { kindsOfApp, knownApp, knownApps } from '@/lib/known-apps/catalogue'
import { requireAdmin } from '@/lib/web/gates'
import { one, type PageProps } from '@/lib/web/page-props'
import { titled } from '@/lib/web/titled'
import { addToOrganization } from './actions'

export const generateMetadata = titled(requireAdmin, 'Add app')

export default async function AddAppPage({ searchParams }: PageProps) {
  await requireAdmin()
  const what = one((await searchParams).app) ?? ''
  return kindsOfApp.includes(what) ? <AddForm what={what} /> : <Choice />
}

const link = (what: string) => `/organization/apps/new?app=${what}`

/** What there is to choose from, each a link: the form comes next. */
function Choice() {
  return (
    <>
      <PageTitle title="Add app" back={{ href: '/organization/apps', label: 'Apps' }} />
      <Card>
        <Section title="Known apps" description="Their settings come out filled in, ready to paste.">
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-2.5">
            {knownApps.map(({ id, name }) => (
              <ChoiceLink key={id} what={id} name={name} />
            ))}
          </ul>
        </Section>
        <Section
          title="Something else"
          description="Any app that can sign people in with OpenID Connect, and any site behind nginx, Caddy or Traefik."
        >
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-2.5">
            <ChoiceLink what="other" name="Another app" />
            <ChoiceLink what="site" name="Site behind a proxy" />
          </ul>
        </Section>
      </Card>
    </>
  )
}

function ChoiceLink({ what, name }: { what: string; name: string }) {
  return (
    <li>
      <Link
        prefetch={false}
        href={link(what)}
        className="flex min-h-11 items-center gap-2.5 rounded-md border border-border px-3 py-2 font-medium text-text no-underline hover:bg-sunken"
      >
        <AppIcon name={name} src={null} />
        <span className="min-w-0">{name}</span>
      </Link>
    </li>
  )
}

function AddForm({ what }: { what: string }) {
  const known = knownApp(what)
  const name = known && !known.nameless ? known.name : ''
  const isSite = what === 'site'
  const asks = !isSite && !known?.returnsTo
  return (
    <>
      <PageTitle
        title="Add app"
        subtitle={known?.name ?? (isSite ? 'Site behind a proxy' : 'Another app')}
        back={{ href: '/organization/apps/new', label: 'Choose an app' }}
      />
      <div className="max-w-120">
        <Card padded>
          <ActionForm action={addToOrganization}>
            <input type="hidden" name="what" value={what} />
            <TextField
              name="name"
              label="Name"
              defaultValue={name}
              hint="What people see."
              autoComplete="off"
              required
              autoFocus={name === ''}
            />
            <TextField
              name="address"
              label="App address"
              type="url"
              placeholder={known?.example ?? 'https://wiki.example.com'}
              hint="Where people open it in their browser."
              autoComplete="off"
              required
              autoFocus={name !== ''}
            />
            {asks && (
              <TextAreaField
                name="redirectUris"
                label="Redirect addresses"
                rows={3}
                required
                hint="Where the app returns to after sign-in, one per line. The app shows it in its settings, often as “callback” or “redirect” URL or URI."
              />
            )}
            {what === 'other' && (
              <CheckboxField
                name="publicClient"
                label="It can’t keep a secret"
                hint="It runs in the browser alone, or is installed on people’s devices."
              />
            )}
            <p className="text-sm text-muted">
              Everyone in your organization can use it at first, so that no one is locked out of an app they
              use today. You can limit it to groups on the next page.
            </p>
            <div className="flex flex-wrap gap-2.5">
              <SubmitButton>Add app</SubmitButton>
              <LinkButton href="/organization/apps">Cancel</LinkButton>
            </div>
          </ActionForm>
        </Card>
      </div>
    </>
  )
}
