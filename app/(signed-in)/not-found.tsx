import type { Metadata } from 'next'
import { EmptyState } from '@/components/display/empty-state'
import { LinkButton } from '@/components/display/link-button'
import { PageTitle } from '@/components/frame/page-title'

export const metadata: Metadata = { title: 'Page not found' }

/** Within the frame, which has the page's `main` already. */
export default function NotFound() {
  return (
    <>
      <PageTitle title="Page not found" />
      <EmptyState
        title="This page doesn’t exist, or you don’t have access"
        action={<LinkButton href="/">Go home</LinkButton>}
      >
        Check the address.
      </EmptyState>
    </>
  )
}
