import type { IncomingHttpHeaders } from 'node:http'
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js'

/*
 * What Next and React can read of a request. They throw at anything else, which would be an error of the server that
 * anyone can cause: it is refused before they see it.
 */

/** Deeper than any form nests, and far from where a parser that calls itself runs out of stack. */
const deepest = 512
const mostArguments = 16

/** Whether the router's state that a page sends along can be read: asked of Next's own parser. */
export function isPageReadable(headers: IncomingHttpHeaders): boolean {
  try {
    parseAndValidateFlightRouterState(headers['next-router-state-tree'])
    return true
  } catch {
    return false
  }
}

/** A form that can be read: which action it calls, and its body as it is handed on, written again. */
export type ReadableForm = { action: string | null; body: Buffer; contentType: string }

/**
 * Reads what was posted as a form: by a script, which names the action in a header, or by the browser itself, which
 * has it in hidden fields. Null for what is no such thing: a boundary that is wrong or missing, a body that was cut,
 * arguments that are no JSON, no list, too many or too deep, or that refer to what a form never does.
 */
export async function readForm(headers: IncomingHttpHeaders, body: Buffer): Promise<ReadableForm | null> {
  const named = headers['next-action']
  const scripted = typeof named === 'string' ? named : null
  const contentType = headers['content-type'] ?? ''
  if (!contentType.startsWith('multipart/form-data')) {
    if (scripted === null) return { action: null, body, contentType }
    return areArguments(body.toString()) ? { action: scripted, body, contentType } : null
  }
  const form = await parseForm(contentType, body)
  if (!form) return null
  const action = scripted ?? actionOf(form)
  if (action === null || (scripted !== null && !areArguments(only(form, '0')))) return null
  const written = new Response(form)
  const anew = Buffer.from(await written.arrayBuffer())
  return { action, body: anew, contentType: written.headers.get('content-type') ?? contentType }
}

async function parseForm(contentType: string, body: Buffer): Promise<FormData | null> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'Content-Type': contentType } }).formData()
  } catch {
    return null
  }
}

/** The value of a field that stands in the form once; empty for any other. */
function only(form: FormData, name: string): string {
  const [value, ...others] = form.getAll(name)
  return typeof value === 'string' && others.length === 0 ? value : ''
}

/** The id of the action that a form without a script names: in a field's name, or, where it has a state, in a row. */
function actionOf(form: FormData): string | null {
  const names = [...form.keys()].filter((name) => /^\$ACTION_(ID|REF)_/.test(name))
  const [name = '', ...others] = names
  if (others.length > 0) return null
  const plain = /^\$ACTION_ID_(\w+)$/.exec(name)?.[1]
  if (plain !== undefined) return plain
  const row = /^\$ACTION_REF_(\d+)$/.exec(name)?.[1]
  const id = /^\{"id":"(\w+)","bound":"\$@1"\}$/.exec(only(form, `$ACTION_${row}:0`))?.[1]
  return id !== undefined && areArguments(only(form, `$ACTION_${row}:1`)) ? id : null
}

/** Whether a text is the list of arguments that a form's action is called with: what was said before, and the form. */
function areArguments(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) && value.length <= mostArguments && isPlain(value, deepest)
  } catch {
    return false
  }
}

/** JSON in which `$` marks nothing but an escaped text, the form, or what is not there (React's Flight notation). */
function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return !value.startsWith('$') || /^\$(\$|K[0-9a-f]+$|undefined$)/.test(value)
  if (typeof value !== 'object' || value === null) return true
  return depth > 0 && Object.values(value).every((inner) => isPlain(inner, depth - 1))
}
