/*
 * Asks before the page is left while forms of it have changes that are not saved. It asks once, however many they are.
 */

import { isChanged, isKept, isKeptBySending, isLeadingAway } from './typed'

const question = 'You haven’t saved your changes on this page. Leave without saving them?'

const watched = new Set<HTMLFormElement>()

/** Those that are being sent, or whose changes someone agreed to lose. */
let settled = new WeakSet<HTMLFormElement>()

/** Asks about the changes of a form from now on, until what it returns is called. */
export function watch(form: HTMLFormElement): () => void {
  if (watched.size === 0) listen()
  watched.add(form)
  return () => {
    watched.delete(form)
    if (watched.size === 0) stopListening()
  }
}

/** What was sent is answered, or someone types again: its changes count. */
export function askAgain(form: HTMLFormElement): void {
  settled.delete(form)
}

const lost = () => [...watched].filter((form) => !settled.has(form) && isChanged(form))

/** Whether nothing of these is lost, or someone says that it may be. */
function mayLose(forms: HTMLFormElement[]): boolean {
  if (forms.length > 0 && !window.confirm(question)) return false
  for (const form of forms) settled.add(form)
  return true
}

function stop(event: Event): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

function askOnClick(event: MouseEvent): void {
  const link = leadsAway(event)
  if (!link) return
  // Beside the button that sends a form stands *Cancel*, which says it all.
  const own = link.parentElement?.querySelector<HTMLButtonElement>(':scope > [type="submit"]')?.form
  if (!mayLose(lost().filter((form) => form !== own))) stop(event)
  else if (own && watched.has(own)) settled.add(own)
}

/** The answer may draw the page anew, and then what stands in other forms is put back, where it can be; or it leads away. */
function askOnSubmit(event: SubmitEvent): void {
  const sent = event.target
  if (!(sent instanceof HTMLFormElement)) return
  const others = lost().filter((form) => form !== sent && (isLeadingAway(sent) || !isKeptBySending(form)))
  if (!mayLose(others)) stop(event)
  else if (watched.has(sent)) settled.add(sent)
}

function askOnUnload(event: BeforeUnloadEvent): void {
  if (lost().length > 0 && !isKept()) event.preventDefault()
}

/**
 * The back and forward buttons. Where the Navigation API is missing nothing is asked: Next draws the other page before anyone
 * hears of it. Nor is it where the browser allows no second question before the next click or key.
 */
function askOnHistory(event: NavigateEvent): void {
  const { navigationType, destination } = event
  if (navigationType !== 'traverse' || !event.cancelable || !destination.sameDocument) return
  if (!isSamePage(new URL(destination.url), location) && !mayLose(lost())) event.preventDefault()
}

/** The browser may show the page again as it was left. */
function askAboutAll(): void {
  settled = new WeakSet()
}

function listen(): void {
  document.addEventListener('click', askOnClick, true)
  document.addEventListener('submit', askOnSubmit, true)
  window.addEventListener('beforeunload', askOnUnload)
  window.addEventListener('pageshow', askAboutAll)
  window.navigation?.addEventListener('navigate', askOnHistory)
}

function stopListening(): void {
  document.removeEventListener('click', askOnClick, true)
  document.removeEventListener('submit', askOnSubmit, true)
  window.removeEventListener('beforeunload', askOnUnload)
  window.removeEventListener('pageshow', askAboutAll)
  window.navigation?.removeEventListener('navigate', askOnHistory)
}

/** The link that a click follows in this tab to another page; null for every other click. */
function leadsAway(event: MouseEvent): HTMLAnchorElement | null {
  const { target, button, metaKey, ctrlKey, shiftKey, altKey } = event
  const link = target instanceof Element ? target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement) || button !== 0) return null
  if (metaKey || ctrlKey || shiftKey || altKey || link.target !== '' || link.hasAttribute('download'))
    return null
  return isSamePage(link, location) ? null : link
}

type Place = { origin: string; pathname: string; search: string }

const isSamePage = (one: Place, other: Place) =>
  one.origin === other.origin && one.pathname === other.pathname && one.search === other.search
