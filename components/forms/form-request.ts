'use client'

import { type FormEvent, startTransition, useActionState, useState, useTransition } from 'react'
import type { FormState } from '@/lib/web/form-action'
import { forgetTyped, isAnythingTyped, keepOthers, keepOverReload, rememberTyped } from './typed'

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>

const idle: FormState = { status: 'idle' }

/** After how long without an answer it is said that none has come: a password may wait some seconds to be hashed. */
const patience = 30_000 // milliseconds

/**
 * Why a form got no answer of its action: what to do, in a sentence. `reload`: that a reload helps, and whether because the
 * server was updated or because it is silent.
 */
export type Trouble = { sentence: string; reload?: 'updated' | 'silent' }

export type FormRequest = {
  /** The action's last answer. */
  state: FormState
  /** What kept the request after it from being answered; null once one is. */
  trouble: Trouble | null
  /** For the form's `action`, which the browser posts to by itself where there is no JavaScript. */
  post: (form: FormData) => void
  /** For the form's `onSubmit`, which sends it where there is. */
  submit: (event: FormEvent<HTMLFormElement>) => void
}

/**
 * Sends a form to its action. The one place where a request can fail: no network, a proxy's answer, a refusal of our
 * server, an error, an action of another build. The page stays as it is, with all that was typed, and `trouble` says
 * what to do; a page of another build is reloaded at once where nothing was typed into any form of it. Where no answer
 * comes at all it says that, and goes on waiting: a late one counts, and nothing is sent again before it.
 */
export function useFormRequest(action: FormAction): FormRequest {
  const [drawn, post] = useActionState(action, idle)
  const [{ state, trouble }, setOutcome] = useState<Pick<FormRequest, 'state' | 'trouble'>>({
    state: drawn,
    trouble: null,
  })
  const [pending, start] = useTransition()

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const form = event.currentTarget
    const { submitter } = event.nativeEvent as SubmitEvent
    const typed = new FormData(form, submitter)
    rememberTyped(form)
    const silence = setTimeout(() => {
      keepOverReload(form)
      setOutcome({ state, trouble: silent })
    }, patience)
    start(async () => {
      try {
        const answer = await action(state, typed)
        forgetTyped()
        startTransition(() => setOutcome({ state: answer ?? idle, trouble: null }))
      } catch (error) {
        if (isNavigation(error)) {
          // The answer led on after all: nothing is kept for a reload any more.
          forgetTyped()
          rememberTyped(form)
          const path = pathLedTo(error)
          if (path !== null) keepOthers(form, path)
          throw error
        }
        const found = troubleOf(error)
        if (found.reload && !isAnythingTyped()) return reloadPage(found.reload)
        if (found.reload) keepOverReload(form)
        startTransition(() => setOutcome({ state, trouble: found }))
      } finally {
        clearTimeout(silence)
      }
    })
  }

  return { state, trouble, post, submit }
}

/** What Next throws to lead elsewhere. */
const isNavigation = (error: unknown) => digestOf(error).startsWith('NEXT_')
/** Where it leads: the digest is `NEXT_REDIRECT;push;address;303;`. */
function pathLedTo(error: unknown): string | null {
  const address = /^NEXT_REDIRECT;\w+;(.+);\d+;$/.exec(digestOf(error))?.[1]
  return address === undefined ? null : new URL(address, location.href).pathname
}

const digestOf = (error: unknown) => String((error as { digest?: unknown } | null)?.digest ?? '')

const kept = 'What you typed is still here.'

const silent: Trouble = {
  reload: 'silent',
  sentence:
    'There’s no answer yet. When one comes, this page goes on by itself. If you’d rather not wait, reload the page and check whether it worked before you send it again: what you typed on this page is kept, except passwords and codes.',
}

function troubleOf(error: unknown): Trouble {
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  if (name === 'UnrecognizedActionError')
    return {
      reload: 'updated',
      sentence: `This page is from before the server was updated, so it can’t send this form. ${kept} Reload the page to send it: what you typed on this page is kept, except passwords and codes.`,
    }
  const refused = refusalIn(message)
  if (refused) return { sentence: `${refused} ${kept}` }
  const digest = digestOf(error)
  if (digest)
    return {
      sentence: `Something went wrong on the server. Try again. If it happens again, tell whoever runs it: error ${digest}.`,
    }
  if (!navigator.onLine)
    return { sentence: `You’re offline. Connect to the network, then try again. ${kept}` }
  if (name === 'TypeError' || message === 'Connection closed.')
    return { sentence: `The server can’t be reached. Check your connection, then try again. ${kept}` }
  return {
    sentence: `The server didn’t answer; something on the way to it did, such as a proxy. Try again in a minute. ${kept}`,
  }
}

/** The sentence of a refusal by our server, which Next hands on as the message of an error. */
function refusalIn(message: string): string | null {
  try {
    const { refused } = JSON.parse(message) as { refused?: unknown }
    return typeof refused === 'string' ? refused : null
  } catch {
    return null
  }
}

const reloadedKey = 'countersign.reloaded'

/**
 * Reloads a page of another build, or one that waits for an answer. What was typed into the form that it could not send, if
 * given, is put back.
 */
export function reloadPage(why: NonNullable<Trouble['reload']>, form?: HTMLFormElement): void {
  if (form) keepOverReload(form)
  // Where a browser keeps nothing the page is reloaded without a word.
  try {
    if (why === 'updated') sessionStorage.setItem(reloadedKey, 'yes')
  } catch {}
  location.reload()
}

/** Whether this page was just reloaded because the server was updated. True once. */
export function wasReloaded(): boolean {
  try {
    const reloaded = sessionStorage.getItem(reloadedKey) !== null
    sessionStorage.removeItem(reloadedKey)
    return reloaded
  } catch {
    return false
  }
}
