import type { ReactNode } from 'react'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { productName } from '@/lib/web/product'

/** The page of a link from an email that leads to nothing any more. `why`: and what to do; `children`: where to go on. */
export function DeadLink({ why, children }: { why: string; children: ReactNode }) {
  return (
    <SignedOutCard productName={productName()} title="This link no longer works" intro={why}>
      {children}
    </SignedOutCard>
  )
}
