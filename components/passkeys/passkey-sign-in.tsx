'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import type { RequestOptions } from '@/lib/passkey-responses'
import { useField } from '../forms/form-context'
import { knowsPasskeys } from './ceremony'
import { PasskeyButton } from './passkey-button'

/** A new challenge is fetched so long before the old one is over, in milliseconds. */
const ahead = 60_000

/**
 * Signing in with a passkey alone: a button, and the field with `autocomplete="username webauthn"` offers them too. Each
 * challenge works once and for a while, so the page fetches another before that, and after each answer.
 */
export function PasskeySignIn({
  options,
  life,
}: {
  options: RequestOptions
  /** How long a challenge works, in milliseconds. */
  life: number
}) {
  const { attempt } = useField('answer')
  const answered = useRef(attempt)
  const router = useRouter()

  useEffect(() => {
    if (!knowsPasskeys()) return
    const again = setInterval(() => router.refresh(), life - ahead)
    return () => clearInterval(again)
  }, [router, life])

  useEffect(() => {
    if (attempt === answered.current) return
    answered.current = attempt
    router.refresh()
  }, [router, attempt])

  return (
    <PasskeyButton asked={{ ceremony: 'use', options }} offered otherwise={null} full>
      Sign in with a passkey
    </PasskeyButton>
  )
}
