import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AnchorButton } from '@/components/display/button'
import { Onward } from '@/components/frame/onward'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { openGate, openGateInput } from '@/lib/acts/gates/open'
import { refusedWords } from '@/lib/messages/authorizations'
import { findSite } from '@/lib/queries/gates'
import { gatePath, sitePath } from '@/lib/web/gate-path'
import { glimpseMember } from '@/lib/web/gates'
import { ownPath } from '@/lib/web/own-path'
import { one, type PageProps } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'

export const metadata: Metadata = { title: 'Continue' }

/** Where people come who open a site behind a proxy. Mostly no one sees it: it leads back at once, with a ticket. */
export default async function GatePage({ searchParams }: PageProps) {
  const { host, to, nonce } = await searchParams
  const ctx = await requestContext()
  const input = openGateInput.safeParse({ host: one(host), nonce: one(nonce) })
  const site = input.success ? await findSite(ctx, input.data.host) : null
  if (!input.success || !site) return <Unknown />
  const path = sitePath(one(to))
  const leadTo = (next: string) => redirect(`/sign-in?${next}`)
  const here = nextOf(input.data, path)
  const member = await glimpseMember()
  if (!member) leadTo(`next=${here}`)
  const opened = member ? await openGate(ctx, member, input.data) : null
  if (!opened?.ok) return <Unknown />
  const { value: next } = opened
  const card = { productName: productName(), title: `Continue to ${site.name}` }
  if (next.step === 'enter') {
    const query = new URLSearchParams({ ticket: next.ticket, to: path })
    const entrance = `${new URL(site.address).origin}/.countersign/enter?${query}`
    return <Onward {...card} to={entrance} appName={site.name} />
  }
  if (next.step === 'again') leadTo(`again=yes&next=${here}`)
  if (next.step === 'refused')
    return (
      <SignedOutCard
        productName={productName()}
        title={`You can’t open ${site.name}`}
        intro={refusedWords(next.why, site.name, member?.organizationName ?? '')}
      >
        <AnchorButton href="/" full>
          Go home
        </AnchorButton>
      </SignedOutCard>
    )
  return (
    <SignedOutCard
      {...card}
      intro={`${site.name} asks for two-factor authentication. Set it up now; it takes a minute.`}
    >
      <AnchorButton href={`/profile/two-factor?next=${here}`} full>
        Set up two-factor authentication
      </AnchorButton>
      <AnchorButton href="/" variant="secondary" full>
        Cancel
      </AnchorButton>
    </SignedOutCard>
  )
}

/** This page, to be led back to. Of a path too long for that the site's first page stays. */
function nextOf({ host, nonce }: { host: string; nonce: string }, to: string): string {
  const path = gatePath(host, to, nonce)
  return encodeURIComponent(ownPath(path) ?? gatePath(host, '/', nonce))
}

function Unknown() {
  return (
    <SignedOutCard
      productName={productName()}
      title="Unknown site"
      intro="This site isn’t known here. Go back to the site and open it again."
    >
      <AnchorButton href="/" full>
        Go home
      </AnchorButton>
    </SignedOutCard>
  )
}
