import { useEffect, useState } from 'react'
import type { FormAction } from '@/components/forms/form-request'
import type { Problem } from '../../client/client'

type State = Awaited<ReturnType<FormAction>>

const offline = 'You’re offline. What you typed is still here: connect, then try again.'

/** A problem in the words of a form: beside the fields it names, or above them all. `values`: what was typed, secrets aside. */
export function failed(
  { code, detail, errors }: Problem<string>,
  values: Record<string, string> = {},
): State {
  if (Object.keys(errors).length > 0) return { status: 'failed', errors, values }
  const message = code === 'unreachable' && !navigator.onLine ? offline : detail
  return { status: 'failed', message, values }
}

/** Counts down to when one may try again. */
export function TimeLeft({ until }: { until: number }) {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.ceil((until - now) / 1000)
  const [minutes, rest] = [Math.floor(seconds / 60), String(seconds % 60).padStart(2, '0')]
  return (
    <p role="timer" className="text-sm text-muted">
      {seconds > 0 ? `You can try again in ${minutes}:${rest}.` : 'You can try again now.'}
    </p>
  )
}

/** When one may try again after this problem, in milliseconds since 1970; null where it does not say. */
export const retryAt = ({ retryAfter }: Problem<string>): number | null =>
  retryAfter === null ? null : Date.now() + retryAfter * 1000
