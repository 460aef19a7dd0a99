'use client'

import { useEffect, useState } from 'react'
import { Toast } from '../display/toast'
import { wasReloaded } from './form-request'

/** Says why the page was reloaded, after a button was pressed on one from before an update. */
export function ReloadedNote() {
  const [reloaded, setReloaded] = useState(false)
  useEffect(() => {
    if (wasReloaded()) setReloaded(true)
  }, [])
  if (!reloaded) return null
  return <Toast>The server was updated, so this page was reloaded. Try again.</Toast>
}
