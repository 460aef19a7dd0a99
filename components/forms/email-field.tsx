'use client'

import { useEffect, useRef } from 'react'
import { TextField } from './field'

/** Whose account it is about. Begins with what an EmailLink brought along. */
export function EmailField({ autoFocus = false }: { autoFocus?: boolean }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const brought = /^#(.+@|.+%40)/.test(location.hash) && decode(location.hash.slice(1))
    const field = place.current?.querySelector('input')
    if (!brought || !field) return
    if (field.value === '') field.value = brought
    history.replaceState(null, '', location.pathname + location.search)
  }, [])
  return (
    <div ref={place}>
      <TextField
        name="email"
        label="Email"
        type="email"
        autoComplete="username"
        required
        autoFocus={autoFocus}
      />
    </div>
  )
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
