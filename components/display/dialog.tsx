'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'

/**
 * A native modal dialog. With `open` the server draws it open, and it becomes truly modal as soon as JavaScript runs.
 * `open` turning true opens it; nothing but the person or a script's `close()` closes it. Not dismissible means that Escape
 * does nothing.
 */
export function Dialog({
  id,
  title,
  heading: Heading = 'h2',
  mark = false,
  open = false,
  dismissible = true,
  onClose,
  children,
}: {
  id: string
  title: string
  /** `h1` for a dialog that is its whole page. */
  heading?: 'h1' | 'h2'
  /** A tick beside the title: something has succeeded. */
  mark?: boolean
  open?: boolean
  dismissible?: boolean
  onClose?: () => void
  children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  // The attribute is the server's word on the first view only: React taking it away would leave the page inert.
  const [drawnOpen] = useState(open)
  const looked = useRef(false)

  useEffect(() => {
    const element = dialog.current
    const first = !looked.current
    looked.current = true
    if (!open || !element || element.matches(':modal')) return
    if (first && drawnOpen && !element.open) {
      // Escape has closed it before the script ran, and that event found no one listening.
      element.dispatchEvent(new Event('close'))
      return
    }
    element.close()
    element.showModal()
  }, [open, drawnOpen])

  return (
    <dialog
      ref={dialog}
      id={id}
      open={drawnOpen}
      aria-labelledby={`${id}-title`}
      closedby={dismissible ? 'closerequest' : 'none'}
      onClose={onClose}
      onCancel={(event) => !dismissible && event.preventDefault()}
      onKeyDown={(event) => !dismissible && event.key === 'Escape' && event.preventDefault()}
      className="dialog max-w-115 p-5.5 md:p-7"
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <div className="flex items-center gap-3.5">
          {mark && <Tick />}
          <Heading
            id={`${id}-title`}
            className={mark ? 'text-xl font-semibold tracking-tight' : 'text-lg font-semibold'}
          >
            {title}
          </Heading>
        </div>
        {children}
      </div>
    </dialog>
  )
}

function Tick() {
  return (
    <span className="grid size-11 flex-none place-items-center rounded-full bg-success-soft text-success">
      <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
        <path
          d="m3 10.5 4.5 4.5L17 5.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
        />
      </svg>
    </span>
  )
}
