'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { FormState } from '@/lib/web/form-action'
import { Button } from '../display/button'
import { Notice } from '../display/notice'
import { refusedEvent } from '../display/said'
import { FormContext } from './form-context'
import { type FormAction, type FormRequest, reloadPage, type Trouble, useFormRequest } from './form-request'
import { forgetTyped, takeTyped } from './typed'

/**
 * A form around a server action. It posts natively without JavaScript. After a failure the typed values stand in
 * the fields again, each error beside its field, and the focus goes to the first of them, or to the message. So they do
 * after the session had ended when it was sent, and the person has signed in again, and after a reload for a new build.
 */
export function ActionForm({ action, ...rest }: FormProps & { action: FormAction }) {
  const request = useFormRequest(action)
  return <RequestForm request={request} state={request.state} {...rest} />
}

/** `leadsAway`: what is typed into other forms of the page is lost once this one is sent, so that is asked about. */
type FormProps = {
  children: ReactNode
  id?: string | undefined
  label?: string | undefined
  leadsAway?: boolean
}

/** ActionForm's inside, for a component that needs the request as well (PageDialog). */
export function RequestForm({
  request: { trouble, post, submit },
  state,
  id,
  label,
  leadsAway = false,
  children,
}: FormProps & { request: FormRequest; state: FormState }) {
  const form = useRef<HTMLFormElement>(null)
  const [answer, setAnswer] = useState({ state, attempt: 0 })
  if (answer.state !== state) setAnswer({ state, attempt: answer.attempt + 1 })

  const [restored, setRestored] = useState<FormState['values']>()

  useEffect(() => {
    const taken = form.current && takeTyped(form.current)
    if (!taken) return
    setRestored(taken.values)
    setAnswer(({ state, attempt }) => ({ state, attempt: attempt + 1 }))
    const dialog = taken.sent ? form.current?.closest('dialog') : null
    if (dialog && !dialog.open) dialog.showModal()
  }, [])

  useEffect(() => {
    if (state.status !== 'idle') forgetTyped()
    if (state.status !== 'failed') return
    dispatchEvent(new Event(refusedEvent))
    const invalid = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    const target = invalid ?? form.current?.querySelector<HTMLElement>('[role="alert"]')
    target?.focus()
  }, [state])

  useEffect(() => {
    if (!trouble) return
    dispatchEvent(new Event(refusedEvent))
    form.current?.querySelector<HTMLElement>('[role="alert"]')?.focus()
  }, [trouble])

  return (
    <form
      ref={form}
      id={id}
      aria-label={label}
      action={post}
      onSubmit={submit}
      data-restores
      data-leads-away={leadsAway || undefined}
      data-typed={state.values || restored ? 'yes' : undefined}
      className="grid grid-cols-[minmax(0,1fr)] gap-4"
    >
      {trouble ? (
        <TroubleNotice trouble={trouble} />
      ) : (
        state.status === 'failed' &&
        (state.message || (state.link && !state.errors)) && (
          <Notice key={answer.attempt} live tone="danger">
            {state.message} {state.link && <a href={state.link.href}>{state.link.label}</a>}
          </Notice>
        )
      )}
      {/* There before its message: a region that comes with it is not heard everywhere. */}
      <div role="status" className="empty:sr-only">
        {!trouble && state.status === 'done' && state.message && (
          <Notice key={answer.attempt} tone="success">
            {state.message}
          </Notice>
        )}
      </div>
      <FormContext
        value={
          restored && state.status === 'idle' ? { ...answer, state: { ...state, values: restored } } : answer
        }
      >
        {children}
      </FormContext>
    </form>
  )
}

function TroubleNotice({ trouble: { sentence, reload } }: { trouble: Trouble }) {
  return (
    <Notice live tone="danger">
      <span className="grid gap-2.5">
        <span>{sentence}</span>
        {reload && (
          <Button
            size="small"
            onClick={({ currentTarget: { form } }) => reloadPage(reload, form ?? undefined)}
          >
            Reload
          </Button>
        )}
      </span>
    </Notice>
  )
}
