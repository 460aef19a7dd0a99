import type { Metadata } from 'next'
import { AnchorButton } from '@/components/display/button'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { problemKinds } from '@/lib/messages/authorizations'
import { appNameOf } from '@/lib/queries/oidc/client'
import { one, type PageProps } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'

export const metadata: Metadata = { title: 'Sign-in stopped' }

/** What an app cannot be told, because who sent the request may be someone else. It says whom to ask. */
export default async function ProblemPage({ searchParams }: PageProps) {
  const { kind, app } = await searchParams
  const words = Object.entries(problemKinds).find(([known]) => known === kind)?.[1]
  const name = (await appNameOf(await requestContext(), one(app) ?? '')) ?? 'The app'
  return (
    <SignedOutCard
      productName={productName()}
      title="Sign-in stopped"
      intro={(words ?? problemKinds['request-invalid'])(name)}
    >
      <AnchorButton href="/" full>
        Go home
      </AnchorButton>
    </SignedOutCard>
  )
}
