'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import type { FormState } from '@/lib/web/form-action'
import { Button } from '../display/button'
import { Dialog } from '../display/dialog'
import { Toast } from '../display/toast'
import { RequestForm } from './action-form'
import { type FormAction, useFormRequest } from './form-request'
import { pathOf, QueryInputs } from './query-inputs'
import { SubmitButton } from './submit-button'

const idle: FormState = { status: 'idle' }

/**
 * A dialog with a form that has a page of its own: the page it belongs to, at another address, with the dialog drawn open
 * above it. So the page is sent without what it may never be asked for, and everything works without JavaScript. Closed, the
 * page is the one it belongs to, and the button that led here has the focus.
 */
export function PageDialog({
  id,
  action,
  title,
  children,
  confirm,
  back,
  destructive = false,
}: {
  id: string
  action: FormAction
  title: string
  /** What will happen, and the fields it takes. */
  children?: ReactNode
  /** The words on the button that does it. */
  confirm: ReactNode
  /** The address of the page it belongs to, with what it was asked for. */
  back: string
  destructive?: boolean
}) {
  const request = useFormRequest(action)
  const { state } = request
  const done = state.status === 'done'

  useEffect(() => {
    if (done) dialogOf(id)?.close()
  }, [done, id])

  const titled = useRef<MutationObserver>(undefined)
  useEffect(() => () => titled.current?.disconnect(), [])

  function leave() {
    // The dialog closes for a moment as well when the script makes it modal.
    if (dialogOf(id)?.open) return
    // That close and Escape's may both be heard after it.
    if (location.pathname === pathOf(back)) return
    const opener = document.querySelector<HTMLElement>(`form[action="${location.pathname}"] > button`)
    history.replaceState(null, '', back)
    const heading = document.querySelector<HTMLElement>('h1')
    const retitle = () => {
      if (document.title.startsWith(title))
        document.title = document.title.replace(title, () => heading?.textContent ?? title)
    }
    retitle()
    // React writes the title anew when it takes over what was sent of it, which can be after this.
    titled.current = new MutationObserver(retitle)
    titled.current.observe(document.head, { subtree: true, childList: true, characterData: true })
    // What led here may be gone with what it was for.
    ;(opener ?? heading)?.focus()
  }

  return (
    <>
      <Dialog id={id} title={title} open={!done} onClose={leave}>
        <RequestForm request={request} state={done ? idle : state}>
          {children}
          <div className="flex flex-wrap justify-end gap-2.5 pt-1">
            <Button
              type="submit"
              form={`${id}-back`}
              onClick={(event) => {
                event.preventDefault()
                dialogOf(id)?.close()
              }}
            >
              Cancel
            </Button>
            <SubmitButton variant={destructive ? 'destructive' : 'primary'}>{confirm}</SubmitButton>
          </div>
        </RequestForm>
        <form id={`${id}-back`} action={pathOf(back)} hidden>
          <QueryInputs of={back} />
        </form>
      </Dialog>
      {done && state.message && <Toast of={state}>{state.message}</Toast>}
    </>
  )
}

function dialogOf(id: string): HTMLDialogElement | null {
  const found = document.getElementById(id)
  return found instanceof HTMLDialogElement ? found : null
}
