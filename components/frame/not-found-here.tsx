'use client'

import { EmptyState } from '../display/empty-state'
import { LinkButton } from '../display/link-button'
import { PageTitle } from './page-title'

/** NotFoundCard's like within the frame, which has the page's `main` already. */
export function NotFoundHere() {
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
