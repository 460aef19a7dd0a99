'use client'

import { useEffect, useRef, useState } from 'react'
import { refusedEvent } from '../display/said'
import { askAgain, watch } from './leaving'
import { isChanged } from './typed'

/**
 * Says beside the button of a form that saves that it has not been saved, and asks before the page is left. `form`: its id,
 * where this stands outside of it. `sends`: it sends something, and saves nothing. Without JavaScript it says nothing.
 */
export function NotSaved({ form: id, sends = false }: { form?: string; sends?: boolean }) {
  const place = useRef<HTMLSpanElement>(null)
  const [changed, setChanged] = useState(false)

  useEffect(() => {
    const form = id === undefined ? place.current?.closest('form') : document.getElementById(id)
    if (!(form instanceof HTMLFormElement)) return

    function look() {
      askAgain(form as HTMLFormElement)
      setChanged(isChanged(form as HTMLFormElement))
    }

    // What is reset has its values a moment after the event.
    const lookLater = () => setTimeout(look)

    setChanged(isChanged(form))
    // What was typed is put back, or what was sent is answered.
    const observer = new MutationObserver(look)
    observer.observe(form, { attributeFilter: ['data-typed'] })
    form.addEventListener('input', look)
    form.addEventListener('reset', lookLater)
    window.addEventListener(refusedEvent, look)
    const unwatch = watch(form)
    return () => {
      unwatch()
      observer.disconnect()
      form.removeEventListener('input', look)
      form.removeEventListener('reset', lookLater)
      window.removeEventListener(refusedEvent, look)
    }
  })

  return (
    <span ref={place} aria-live="polite" className="self-center text-sm text-muted empty:sr-only">
      {changed && <span>{sends ? 'Not sent yet' : 'Not saved yet'}</span>}
    </span>
  )
}
