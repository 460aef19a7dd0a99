'use client'

import { useEffect, useRef, useState } from 'react'
import { isKept, isTyped } from './typed'

const question = 'You haven’t saved your changes on this page. Leave without saving them?'

/** Clicks about which someone was asked: a page may have several forms that were changed. */
const asked = new WeakSet<Event>()

/**
 * Says beside the button of a form that saves that it has not been saved, and asks before the page is left. `form`: its id,
 * where this stands outside of it. Without JavaScript it says nothing.
 */
export function NotSaved({ form: id }: { form?: string }) {
  const place = useRef<HTMLSpanElement>(null)
  const [changed, setChanged] = useState(false)

  useEffect(() => {
    const form = id === undefined ? place.current?.closest('form') : document.getElementById(id)
    if (!(form instanceof HTMLFormElement)) return
    // Whoever sends the form, or said that they want to leave, is not asked.
    let leaves = false
    const isLost = () => !leaves && isTyped(form)

    function look() {
      leaves = false
      setChanged(isTyped(form as HTMLFormElement))
    }

    // What is reset has its values a moment after the event.
    const lookLater = () => setTimeout(look)

    function send() {
      leaves = true
    }

    function askOnClick(event: MouseEvent) {
      const link = leadsAway(event)
      if (!link || !isLost() || asked.has(event)) return
      asked.add(event)
      if (window.confirm(question)) leaves = true
      else {
        event.preventDefault()
        event.stopPropagation()
      }
    }

    function askOnUnload(event: BeforeUnloadEvent) {
      if (isLost() && !isKept()) event.preventDefault()
    }

    look()
    // What was typed is put back, or what was sent is answered.
    const observer = new MutationObserver(look)
    observer.observe(form, { attributeFilter: ['data-typed'] })
    form.addEventListener('input', look)
    form.addEventListener('reset', lookLater)
    form.addEventListener('submit', send)
    document.addEventListener('click', askOnClick, true)
    window.addEventListener('beforeunload', askOnUnload)
    return () => {
      observer.disconnect()
      form.removeEventListener('input', look)
      form.removeEventListener('reset', lookLater)
      form.removeEventListener('submit', send)
      document.removeEventListener('click', askOnClick, true)
      window.removeEventListener('beforeunload', askOnUnload)
    }
  })

  return (
    <span ref={place} aria-live="polite" className="self-center text-sm text-muted empty:sr-only">
      {changed && <span>Not saved yet</span>}
    </span>
  )
}

/** The link that a click follows in this tab to another page; null for every other click. */
function leadsAway(event: MouseEvent): HTMLAnchorElement | null {
  const { target, button, metaKey, ctrlKey, shiftKey, altKey } = event
  const link = target instanceof Element ? target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement) || button !== 0) return null
  if (metaKey || ctrlKey || shiftKey || altKey || link.target !== '' || link.hasAttribute('download'))
    return null
  const here = link.origin === location.origin && link.pathname === location.pathname
  return here && link.search === location.search ? null : link
}
