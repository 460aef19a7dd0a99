'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useFormStatus } from 'react-dom'
import { Button, type ButtonLook } from '../display/button'
import { useHydrated } from '../display/hydrated'
import { Notice } from '../display/notice'
import { useRefresh } from '../display/refresh'
import { useField } from '../forms/form-context'
import {
  type CreationOptions,
  forgetUnknown,
  getPasskey,
  knowsPasskeys,
  makePasskey,
  offerPasskeys,
  PasskeyTrouble,
  type RequestOptions,
} from './ceremony'
import { PasskeysUnusable } from './passkeys-unusable'

/** So often the page fetches what it asks anew, in milliseconds: the server answers to it for ten minutes. */
const renewed = 9 * 60_000

/**
 * Asks the browser for a passkey and sends the form around it with what it says in the field `answer`, or `credential`
 * where a passkey is made, whatever else of the form is empty. An error of `unknownPasskey` says that no one has
 * such a passkey: the browser is told. Without JavaScript, and in browsers that know no passkeys, a sentence stands there instead.
 */
export function PasskeyButton({
  asked,
  offered = false,
  along,
  otherwise,
  children,
  ...look
}: ButtonLook & {
  /** What the server asks of the browser. It is there before the click: Safari asks nothing after a wait. */
  asked: { ceremony: 'use'; options: RequestOptions } | { ceremony: 'make'; options: CreationOptions }
  /** The field with `autocomplete="username webauthn"` offers passkeys as well. */
  offered?: boolean
  /** The name of a box in another form of the page, which counts for this one as well. */
  along?: string | undefined
  /** What to do where passkeys can't be used; null: nothing is said of it. */
  otherwise: string | null
  children: ReactNode
}) {
  const refresh = useRefresh()
  const hydrated = useHydrated()
  const { attempt, error } = useField('answer')
  const { error: unknown } = useField('unknownPasskey')
  const { pending } = useFormStatus()
  const field = useRef<HTMLInputElement>(null)
  const sender = useRef<HTMLButtonElement>(null)
  const box = useRef<HTMLInputElement>(null)
  const sent = useRef<string>(null)
  /** The passkey that was made, until there is an answer to it. */
  const made = useRef<string>(null)
  const [asking, setAsking] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const waits = asking || pending

  /** Once: whoever types a code next sends that alone. */
  function send(answer: string) {
    const hidden = field.current
    if (!hidden) return
    sent.current = answer
    hidden.value = answer
    hidden.disabled = false
    if (box.current) box.current.disabled = !document.querySelector(`input[name=${along}]:checked`)
    hidden.form?.requestSubmit(sender.current)
    hidden.disabled = true
  }

  async function ask() {
    if (waits) return
    setAsking(true)
    setTrouble(null)
    try {
      if (asked.ceremony === 'use') send(await getPasskey(asked.options))
      else {
        // Made twice, it would take the place of the first one on the device, which the server may have by now.
        made.current ??= await makePasskey(asked.options)
        send(made.current)
      }
    } catch (failed) {
      if (!(failed instanceof PasskeyTrouble)) throw failed
      setTrouble(failed.message)
    } finally {
      setAsking(false)
    }
  }

  const { challenge } = asked.options
  const offers = offered && !asking && !pending
  // biome-ignore lint/correctness/useExhaustiveDependencies: `send` reads refs alone, and another challenge is another question
  useEffect(() => {
    if (!offers || asked.ceremony !== 'use' || !knowsPasskeys()) return
    let over = false
    void offerPasskeys(asked.options).then((answer) => {
      if (answer !== null && !over) send(answer)
    })
    return () => {
      over = true
    }
  }, [offers, challenge])

  const using = asked.ceremony === 'use'
  useEffect(() => {
    if (!using || !knowsPasskeys()) return
    const timer = setInterval(refresh, renewed)
    return () => clearInterval(timer)
  }, [refresh, using])

  // What was asked works once: whoever tries again is asked something else, also where the answer was lost.
  const wasPending = useRef(false)
  useEffect(() => {
    if (using && wasPending.current && !pending) void refresh()
    wasPending.current = pending
  }, [refresh, pending, using])

  const answered = useRef(attempt)
  const { rpId } = asked.ceremony === 'use' ? asked.options : { rpId: asked.options.rp.id ?? '' }
  useEffect(() => {
    if (attempt === answered.current) return
    answered.current = attempt
    made.current = null
    if (unknown && sent.current) forgetUnknown(rpId, sent.current)
  }, [attempt, unknown, rpId])

  const unable = hydrated && !knowsPasskeys()
  const said = trouble ?? unknown ?? error
  return (
    <div className="grid gap-2.5 empty:hidden">
      {said && (
        <Notice key={attempt} live tone="danger">
          {said}
        </Notice>
      )}
      {otherwise !== null && <PasskeysUnusable otherwise={otherwise} />}
      {!unable && (
        <span className={hydrated ? 'contents' : 'invisible grid noscript:hidden'}>
          <Button {...look} aria-disabled={waits || undefined} onClick={ask}>
            {children}
          </Button>
          <input
            ref={field}
            type="hidden"
            name={asked.ceremony === 'use' ? 'answer' : 'credential'}
            disabled
          />
          {along && <input ref={box} type="hidden" name={along} value="on" disabled />}
          <button ref={sender} type="submit" formNoValidate hidden tabIndex={-1} aria-label="Send" />
          <span role="status" className="sr-only">
            {asking ? 'Follow what your browser asks.' : ''}
          </span>
        </span>
      )}
    </div>
  )
}
