'use client'

import { useEffect, useState } from 'react'
import { keepTyped, tidyTyped } from './typed'

/**
 * On the sign-in page: says that what was typed is kept, where it is. `interrupted`: a form was sent and its session had
 * ended.
 */
export function TypedIsKept({ interrupted }: { interrupted: boolean }) {
  const [kept, setKept] = useState(false)
  useEffect(() => {
    if (interrupted) setKept(keepTyped())
    else tidyTyped()
  }, [interrupted])
  return kept && <p className="text-sm text-muted">What you typed is kept for when you’re back.</p>
}
