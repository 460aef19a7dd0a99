'use client'

import { type ReactNode, useRef, useState } from 'react'
import { useFormStatus } from 'react-dom'
import { Button, type ButtonLook } from '../display/button'
import { useHydrated } from '../display/hydrated'
import { Notice } from '../display/notice'
import { useField } from '../forms/form-context'
import { knowsPasskeys, makePasskey, PasskeyTrouble, usePasskey } from './ceremony'

/**
 * Asks the browser for a passkey and sends the form around it with the answer in its field `passkey`, whatever else of the
 * form is empty. Without JavaScript, and in browsers that know no passkeys, a sentence stands there instead.
 */
export function PasskeyButton({
  ceremony,
  options,
  otherwise,
  children,
  ...look
}: ButtonLook & {
  ceremony: 'use' | 'make'
  /** What the server asks of the browser, as JSON: PublicKeyCredentialRequestOptionsJSON, or …CreationOptionsJSON. */
  options: string
  /** What to do where passkeys can't be used. */
  otherwise: string
  children: ReactNode
}) {
  const hydrated = useHydrated()
  const { attempt, error } = useField('passkey')
  const { pending } = useFormStatus()
  const answer = useRef<HTMLInputElement>(null)
  const send = useRef<HTMLButtonElement>(null)
  const [asking, setAsking] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)

  async function ask() {
    if (asking || pending || !answer.current) return
    setAsking(true)
    setTrouble(null)
    try {
      const field = answer.current
      field.value = await (ceremony === 'use' ? usePasskey : makePasskey)(options)
      // Sent this once: whoever types a code next sends that alone.
      field.disabled = false
      field.form?.requestSubmit(send.current)
      field.disabled = true
    } catch (failed) {
      if (!(failed instanceof PasskeyTrouble)) throw failed
      setTrouble(failed.message)
    } finally {
      setAsking(false)
    }
  }

  const unable = hydrated && !knowsPasskeys()
  const said = trouble ?? error
  return (
    <div className="grid gap-2.5">
      {said && (
        <Notice key={attempt} live tone="danger">
          {said}
        </Notice>
      )}
      <noscript>
        <p className="text-sm text-muted">{`Passkeys need JavaScript. ${otherwise}`}</p>
      </noscript>
      {unable && <p className="text-sm text-muted">{`This browser can’t use passkeys. ${otherwise}`}</p>}
      <input ref={answer} type="hidden" name="passkey" disabled />
      <button ref={send} type="submit" formNoValidate hidden tabIndex={-1} />
      {!unable && (
        <span className={hydrated ? 'contents' : 'invisible noscript:hidden'}>
          <Button {...look} aria-disabled={asking || pending || undefined} onClick={ask}>
            {children}
          </Button>
        </span>
      )}
      <span role="status" className="sr-only">
        {asking ? 'Follow what your browser asks.' : ''}
      </span>
    </div>
  )
}
