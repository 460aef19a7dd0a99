'use client'

import { AnchorButton } from '../display/button'
import { SignedOutCard } from './signed-out-card'

/**
 * For a page that doesn't exist. Drawn by the browser's code: every page carries what its visitor sees where it turns out to
 * be missing.
 */
export function NotFoundCard({ productName }: { productName: string }) {
  return (
    <SignedOutCard
      productName={productName}
      title="Page not found"
      intro="It doesn’t exist, or you don’t have access. Check the address."
    >
      <AnchorButton href="/" variant="primary" full>
        Go home
      </AnchorButton>
    </SignedOutCard>
  )
}
