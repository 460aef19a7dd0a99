'use client'

import type { ReactNode } from 'react'
import { type ButtonLook, buttonClasses } from './button'

/** Opens the dialog with this id, or closes it. Works without JavaScript; with it, also where invoker commands are missing. */
export function DialogButton({
  dialog,
  command = 'show-modal',
  children,
  ...look
}: ButtonLook & { dialog: string; command?: 'show-modal' | 'close'; children: ReactNode }) {
  return (
    <button
      type="button"
      command={command}
      commandfor={dialog}
      aria-haspopup={command === 'show-modal' ? 'dialog' : undefined}
      onClick={() => {
        if ('commandForElement' in HTMLButtonElement.prototype) return
        const target = document.getElementById(dialog)
        if (!(target instanceof HTMLDialogElement)) return
        if (command === 'close') target.close()
        else target.showModal()
      }}
      className={buttonClasses(look)}
    >
      {children}
    </button>
  )
}
