import { AnchorButton } from '@/components/button'
import { SignedOutCard } from '@/components/signed-out-card'
import { productName } from '@/lib/web/product'

export default function NotFound() {
  return (
    <SignedOutCard
      productName={productName()}
      title="Nothing here"
      intro="This page does not exist, or is not for you. Check the address, or start from the beginning."
    >
      <AnchorButton href="/" variant="primary" full>
        Go to the start
      </AnchorButton>
    </SignedOutCard>
  )
}
