import type { Metadata } from 'next'
import { AnchorButton } from '@/components/display/button'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { productName } from '@/lib/web/product'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFound() {
  return (
    <SignedOutCard
      productName={productName()}
      title="Page not found"
      intro="It doesn’t exist, or you don’t have access. Check the address."
    >
      <AnchorButton href="/" variant="primary" full>
        Go home
      </AnchorButton>
    </SignedOutCard>
  )
}
