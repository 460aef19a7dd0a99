import { EmptyState } from '@/components/empty-state'
import { LinkButton } from '@/components/link-button'
import { PageTitle } from '@/components/page-title'

/** Within the frame, which has the page's `main` already. */
export default function NotFound() {
  return (
    <>
      <PageTitle title="Nothing here" />
      <EmptyState
        title="This page does not exist, or is not for you"
        action={<LinkButton href="/">Go to the start</LinkButton>}
      >
        Check the address, or start from the beginning.
      </EmptyState>
    </>
  )
}
