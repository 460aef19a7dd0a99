import { Section } from '@/components/display/card'
import { CopyBlock } from '@/components/display/copy-block'
import { CopyField } from '@/components/display/copy-field'
import { LinkButton } from '@/components/display/link-button'
import { Notice } from '@/components/display/notice'
import { type Clock, RelativeTime } from '@/components/display/relative-time'
import { PageButton } from '@/components/forms/page-button'
import { newToken } from '@/lib/crypto/token'
import { knownApp } from '@/lib/known-apps/catalogue'
import { discovery, endpoints, type KnownApp, scopes } from '@/lib/known-apps/known-app'
import type { AppDetails } from '@/lib/queries/apps/find'
import { isOnlyHere, linkTo } from '@/lib/web/product'

/** Stands for the secret where that is shown no more. */
const placeholder = 'CLIENT_SECRET'

/** What to paste where, so that the app signs people in here. */
export function Connection({
  app,
  secret,
  clock,
  address,
}: {
  app: AppDetails
  secret: string | null
  clock: Clock
  address: (question: string) => string
}) {
  const known = knownApp(app.known)
  const issuer = new URL(linkTo('/')).origin
  const hasSecret = app.client === 'confidential'
  return (
    <Section
      title="Connection"
      description={
        known ? `Paste these settings into ${known.name}.` : 'Enter these values in the app’s settings.'
      }
      aside={
        <>
          <LinkButton href={`/organization/apps/${app.id}/test`} size="small">
            Test sign-in
          </LinkButton>
          {hasSecret && (
            <PageButton href={address('new-secret')} size="small">
              New secret
            </PageButton>
          )}
        </>
      }
    >
      {isOnlyHere() && (
        <Notice tone="warning">
          These addresses work on this computer only. Set APP_URL to the address that others use.
        </Notice>
      )}
      {hasSecret && <Secret app={app} secret={secret} clock={clock} />}
      {known && <KnownLines known={known} app={app} issuer={issuer} secret={secret} />}
      {known ? (
        <details>
          <summary className="cursor-pointer py-1 text-muted pointer-coarse:py-3">All values</summary>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4 pt-3">
            <Values app={app} issuer={issuer} />
          </div>
        </details>
      ) : (
        <Values app={app} issuer={issuer} />
      )}
    </Section>
  )
}

function Secret({ app, secret, clock }: { app: AppDetails; secret: string | null; clock: Clock }) {
  return (
    <>
      {secret && (
        <CopyField
          label="Client secret"
          value={secret}
          hint="Visible for 10 minutes. You won’t see it again: only its fingerprint is stored."
        />
      )}
      {!secret && (
        <p className="text-sm text-muted">
          The client secret was shown once. If you no longer have it, make a new one.
        </p>
      )}
      {app.formerSecretUntil && (
        <p className="text-sm text-muted">
          The old client secret stops working <RelativeTime at={app.formerSecretUntil} clock={clock} />.
        </p>
      )}
    </>
  )
}

function KnownLines({
  known,
  app,
  issuer,
  secret,
}: {
  known: KnownApp
  app: AppDetails
  issuer: string
  secret: string | null
}) {
  const filled = { issuer, clientId: app.id, secret: secret ?? placeholder, address: app.address }
  const lines = known.lines({ ...filled, random: newToken() })
  return (
    <>
      <div>
        <h3 className="font-semibold">In {known.name}</h3>
        <p className="text-sm text-muted [overflow-wrap:anywhere]">{known.where}</p>
      </div>
      {lines.map(({ name, value, block }) =>
        block ? (
          <CopyBlock key={name} label={name} text={value} />
        ) : (
          <CopyField key={name} label={name} value={value} />
        ),
      )}
      {!secret && app.client === 'confidential' && (
        <p className="text-sm text-muted">Replace {placeholder} with the client secret.</p>
      )}
      {known.notes?.map((note) => (
        <p key={note} className="text-sm text-muted">
          {note}
        </p>
      ))}
      {!known.tried && (
        <p className="text-sm text-muted">
          Written from {known.name}’s documentation and not tried with the app itself. If a setting is wrong,
          please tell the makers of this server.
        </p>
      )}
    </>
  )
}

function Values({ app, issuer }: { app: AppDetails; issuer: string }) {
  const { authorize, token, userinfo, keys, signOut } = endpoints(issuer)
  return (
    <>
      <CopyField label="Client ID" value={app.id} />
      <CopyField label="Issuer" value={issuer} hint="Without a slash at the end." />
      <CopyField label="Discovery document" value={discovery(issuer)} />
      {app.redirectUris.map((uri, n) => (
        <CopyField key={uri} label={n === 0 ? 'Redirect address' : `Redirect address ${n + 1}`} value={uri} />
      ))}
      <CopyField label="Scopes" value={scopes} />
      <details>
        <summary className="cursor-pointer py-1 text-muted pointer-coarse:py-3">
          For apps that don’t read the discovery document
        </summary>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 pt-3">
          <CopyField label="Authorization endpoint" value={authorize} />
          <CopyField label="Token endpoint" value={token} />
          <CopyField label="Userinfo endpoint" value={userinfo} />
          <CopyField label="Keys (JWKS)" value={keys} />
          <CopyField label="Sign-out endpoint" value={signOut} />
        </div>
      </details>
    </>
  )
}
