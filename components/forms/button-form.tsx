'use client'

import type { ReactNode } from 'react'
import { Toast } from '../display/toast'
import { type FormAction, useFormRequest } from './form-request'

/**
 * A form of buttons alone, such as *Sign out*. What goes wrong with it is said at the lower edge of the page. `leadsAway`: what
 * is typed into the forms of the page is lost once it is sent, so that is asked about.
 */
export function ButtonForm({
  action,
  leadsAway = false,
  children,
}: {
  action: FormAction
  leadsAway?: boolean
  children: ReactNode
}) {
  const { state, trouble, post, submit } = useFormRequest(action)
  const said = trouble?.sentence ?? (state.status === 'failed' ? state.message : undefined)
  return (
    <form action={post} onSubmit={submit} data-leads-away={leadsAway || undefined}>
      {children}
      {said && (
        <Toast of={trouble ?? state} tone="danger">
          {said}
        </Toast>
      )}
    </form>
  )
}
