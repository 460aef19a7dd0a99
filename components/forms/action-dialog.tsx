'use client'

import { type ReactNode, useEffect } from 'react'
import type { FormState } from '@/lib/web/form-action'
import type { ButtonLook } from '../display/button'
import { Dialog } from '../display/dialog'
import { DialogButton } from '../display/dialog-button'
import { Toast } from '../display/toast'
import { RequestForm } from './action-form'
import { type FormAction, useFormRequest } from './form-request'
import { SubmitButton } from './submit-button'

const idle: FormState = { status: 'idle' }

/**
 * A button, the dialog it opens and the form in it. A failed answer leaves the dialog open (without JavaScript: opens
 * it again) with the errors in place; a success closes it and shows the message as a toast.
 */
export function ActionDialog({
  id,
  action,
  trigger,
  title,
  children,
  confirm,
  cancel = 'Cancel',
  destructive = false,
  ...look
}: ButtonLook & {
  id: string
  action: FormAction
  /** The words on the button that opens it. */
  trigger: ReactNode
  title: string
  /** What will happen, and the fields it takes. */
  children?: ReactNode
  /** The words on the button that does it. */
  confirm: ReactNode
  cancel?: ReactNode
  destructive?: boolean
}) {
  const request = useFormRequest(action)
  const { state } = request

  useEffect(() => {
    const dialog = document.getElementById(id)
    if (state.status === 'done' && dialog instanceof HTMLDialogElement) dialog.close()
  }, [state, id])

  return (
    <>
      <DialogButton dialog={id} variant={destructive ? 'danger' : 'secondary'} {...look}>
        {trigger}
      </DialogButton>
      <Dialog id={id} title={title} open={state.status === 'failed'}>
        <RequestForm request={request} state={state.status === 'done' ? idle : state}>
          {children}
          <div className="flex flex-wrap justify-end gap-2.5 pt-1">
            <DialogButton dialog={id} command="close">
              {cancel}
            </DialogButton>
            <SubmitButton variant={destructive ? 'destructive' : 'primary'}>{confirm}</SubmitButton>
          </div>
        </RequestForm>
      </Dialog>
      {state.status === 'done' && state.message && <Toast of={state}>{state.message}</Toast>}
    </>
  )
}
