/*
 * What was typed into the forms of a page when one of them was sent and its session had ended, or its server was updated.
 * It waits in this tab, secrets aside, while the same person signs in again or the page is reloaded, and is put back where
 * it was. Every other answer throws it away.
 */

const key = 'countersign.typed'

type Values = Record<string, string>
/** `sent`: the name of the form that was sent. */
type Typed = {
  person: string
  path: string
  sent: string
  forms: Record<string, Values>
  interrupted: boolean
}

/** Whose page this is; empty where no one is signed in. */
const person = () => document.querySelector<HTMLElement>('[data-person]')?.dataset.person ?? ''

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const controlsOf = (form: HTMLFormElement) =>
  [...form.elements].filter(
    (element): element is Control =>
      element.matches('input, select, textarea') &&
      (element as Control).name !== '' &&
      !element.matches(`[type=hidden], [type=file], ${secrets}`),
  )

const secrets = '[type=password], [data-secret]'

const nameOf = (form: HTMLFormElement) => [...new Set(controlsOf(form).map(({ name }) => name))].join(' ')

function read(): Typed | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Typed | null
  } catch {
    return null
  }
}

function write(typed: Typed): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(typed))
  } catch {
    // A browser that stores nothing: what was typed is lost, as without JavaScript.
  }
}

/** A form of this page had another answer than that the session has ended. What waits for another page goes on waiting. */
export function forgetTyped(): void {
  const waiting = read()
  if (!waiting?.interrupted || waiting.path === location.pathname) throwAway()
}

function throwAway(): void {
  try {
    sessionStorage.removeItem(key)
  } catch {
    // Then nothing was stored.
  }
}

/** The form is being sent. Those of people who are not signed in have no session that could have ended. */
export function rememberTyped(form: HTMLFormElement): void {
  if (person() !== '') remember(form, false)
}

/** The page is about to be reloaded. What waits for another page goes on waiting. */
export function keepOverReload(form: HTMLFormElement): void {
  const waiting = read()
  if (!waiting?.interrupted || waiting.path === location.pathname) remember(form, true)
}

/** The page at `path`, which has the forms of this one, is about to be opened. What waits for another page goes on waiting. */
export function takeTypedAlong(path: string): void {
  const forms = typedInto(typedForms())
  if (Object.keys(forms).length === 0 || read()?.interrupted) return
  write({ person: person(), path, sent: '', forms, interrupted: true })
}

/** Those that put back what was typed (ActionForm): for any other, such as a search, it would wait for ever. */
const typedForms = () => [...document.forms].filter((form) => 'restores' in form.dataset && isTyped(form))

function typedInto(all: HTMLFormElement[]): Typed['forms'] {
  const forms: Typed['forms'] = {}
  for (const form of all) {
    const values = valuesOf(form)
    if (Object.keys(values).length > 0) forms[nameOf(form)] ??= values
  }
  return forms
}

/**
 * The answer to a form leads to `path`. Where that is this page, or the one whose question this page asks, what was typed into
 * the other forms is put back there. What waits for another page goes on waiting.
 */
export function keepOthers(sent: HTMLFormElement, path: string): void {
  const here = location.pathname
  if (isLeadingAway(sent)) return
  if (path !== here && path !== here.slice(0, here.lastIndexOf('/'))) return
  const forms = typedInto(typedForms().filter((form) => form !== sent))
  if (Object.keys(forms).length === 0 || read()?.interrupted) return
  write({ person: person(), path, sent: '', forms, interrupted: true })
}

/** Whether its answer leads to a page without the other forms of this one (ActionForm, ButtonForm). */
export const isLeadingAway = (form: HTMLFormElement) => 'leadsAway' in form.dataset

/** Whether what was typed into this form is put back where another form of its page was sent (`keepOthers`). */
export const isKeptBySending = (form: HTMLFormElement) =>
  'restores' in form.dataset &&
  [...form.elements].every(
    (control) => !control.matches(`[type=file], ${secrets}`) || (control as HTMLInputElement).value === '',
  )

/** Takes what stands in the form that is sent, and in every other one into which something was typed. */
function remember(sent: HTMLFormElement, interrupted: boolean): void {
  const forms = typedInto([sent, ...typedForms()])
  if (Object.keys(forms).length === 0) forgetTyped()
  else write({ person: person(), path: location.pathname, sent: nameOf(sent), forms, interrupted })
}

function valuesOf(form: HTMLFormElement): Values {
  const values: Values = {}
  for (const control of controlsOf(form)) {
    if (!isTick(control) || control.checked) values[control.name] = control.value
  }
  return values
}

/** The session had ended: from now on it waits to be put back. Returns whether there is anything. */
export function keepTyped(): boolean {
  const typed = read()
  if (typed) write({ ...typed, interrupted: true })
  return typed !== null
}

/** Throws away what does not wait to be put back. */
export function tidyTyped(): void {
  if (!read()?.interrupted) throwAway()
}

/** For this page, or for a question above it (PageDialog) that was left before its script put anything back. */
const isForHere = (path: string) =>
  path === location.pathname || path.slice(0, path.lastIndexOf('/')) === location.pathname

/** What waits for this form of this page and person, once. `sent`: it is the one that was sent. */
export function takeTyped(form: HTMLFormElement): { values: Values; sent: boolean } | null {
  const typed = read()
  const name = nameOf(form)
  const values = typed?.forms?.[name]
  if (!typed?.interrupted || !isForHere(typed.path) || !values) return null
  const { [name]: _taken, ...others } = typed.forms
  if (typed.person !== person() || Object.keys(others).length === 0) throwAway()
  else write({ ...typed, forms: others })
  return typed.person === person() ? { values, sent: typed.sent === name } : null
}

/** Whether what was typed waits to be put back: then nothing is lost when the page is left. */
export const isKept = () => read()?.interrupted === true

/** Whether anything was typed or chosen in any form of this page; also before it was last sent, and put back by its answer. */
export const isAnythingTyped = () => [...document.forms].some(isTyped)

/** Whether anything stands in a form that is not stored: typed or chosen, or put back by an answer. */
export const isTyped = (form: HTMLFormElement) => form.dataset.typed !== undefined || !isUntouched(form)

/** Whether a form has something to save: a password or a code alone changes nothing, and a browser may have filled it in. */
export const isChanged = (form: HTMLFormElement) =>
  form.dataset.typed !== undefined || !isUntouched(form, (control) => !control.matches(secrets))

const isTick = (control: Element): control is HTMLInputElement =>
  control instanceof HTMLInputElement && ['checkbox', 'radio'].includes(control.type)

const isDefault = ({ defaultSelected }: HTMLOptionElement) => defaultSelected

function isUntouched(form: HTMLFormElement, counts: (control: Element) => boolean = () => true): boolean {
  return [...form.elements].filter(counts).every((control) => {
    // The value of a box without one is "on", and its default nothing.
    if (isTick(control)) return control.checked === control.defaultChecked
    if (control instanceof HTMLInputElement) return control.value === control.defaultValue
    if (control instanceof HTMLTextAreaElement) return control.value === control.defaultValue
    if (control instanceof HTMLSelectElement)
      return control.selectedIndex === Math.max(0, [...control.options].findIndex(isDefault))
    return true
  })
}
