'use client'

import { useEffect, useState } from 'react'
import { useField } from '../forms/form-context'
import { knowsPasskeys, stopWaiting } from './ceremony'
import { PasskeyButton } from './passkey-button'

/** A new challenge is fetched so long before the old one is over. */
const aheadMs = 60_000

/**
 * Signing in with a passkey alone: a button, and the field with `autocomplete="username webauthn"` offers them too. Each
 * challenge works once and for ten minutes, so another is fetched before that, and after each answer.
 */
export function PasskeySignIn({
  begin,
  lifeMs,
}: {
  /** Answers with PublicKeyCredentialRequestOptionsJSON, as JSON, and ties its challenge to this browser. */
  begin: () => Promise<string>
  /** How long a challenge works, in milliseconds. */
  lifeMs: number
}) {
  const { attempt } = useField('passkey')
  const [options, setOptions] = useState<string | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: after each answer the challenge is a spent one
  useEffect(() => {
    if (!knowsPasskeys()) return
    let left = false
    const fetchAnother = () =>
      begin().then(
        (fresh) => left || setOptions(fresh),
        // Password and code are still there; it is tried again in nine minutes.
        () => {},
      )
    void fetchAnother()
    const again = setInterval(fetchAnother, lifeMs - aheadMs)
    return () => {
      left = true
      clearInterval(again)
      void stopWaiting()
    }
  }, [attempt, begin, lifeMs])

  return (
    <PasskeyButton ceremony="use" options={options} offered otherwise={null} full>
      Sign in with a passkey
    </PasskeyButton>
  )
}
