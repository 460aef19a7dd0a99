'use client'

import { type ReactNode, useActionState, useEffect, useRef, useState } from 'react'
import type { FormState } from '@/lib/web/form-action'
import { FormContext } from './form-context'
import { Notice } from './notice'

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>

/**
 * A form around a server action. It posts natively without JavaScript. After a failure the typed values stand in
 * the fields again, each error beside its field, and the focus goes to the first of them, or to the message.
 */
export function ActionForm({ action, ...rest }: FormProps & { action: FormAction }) {
  const [state, dispatch] = useActionState(action, { status: 'idle' })
  return <StateForm state={state} dispatch={dispatch} {...rest} />
}

type FormProps = { children: ReactNode; id?: string | undefined; label?: string | undefined }

/** ActionForm's inside, for a component that needs the state as well (ActionDialog). */
export function StateForm({
  state,
  dispatch,
  id,
  label,
  children,
}: FormProps & { state: FormState; dispatch: (form: FormData) => void }) {
  const form = useRef<HTMLFormElement>(null)
  const [answer, setAnswer] = useState({ state, attempt: 0 })
  if (answer.state !== state) setAnswer({ state, attempt: answer.attempt + 1 })

  useEffect(() => {
    if (state.status !== 'failed') return
    const invalid = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    const target = invalid ?? form.current?.querySelector<HTMLElement>('[role="alert"]')
    target?.focus()
  }, [state])

  return (
    <form
      ref={form}
      id={id}
      aria-label={label}
      action={dispatch}
      className="grid grid-cols-[minmax(0,1fr)] gap-4"
    >
      {state.status !== 'idle' && state.message && (
        <Notice key={answer.attempt} live tone={state.status === 'failed' ? 'danger' : 'success'}>
          {state.message}
        </Notice>
      )}
      <FormContext value={answer}>{children}</FormContext>
    </form>
  )
}
