'use client'

import { useEffect } from 'react'
import { type PasskeySignals, tellBrowser } from './ceremony'

/** Keeps what the browser offers in step with the passkeys that there are. Draws nothing. */
export function Signals({ signals }: { signals: PasskeySignals }) {
  const said = JSON.stringify(signals)
  useEffect(() => tellBrowser(JSON.parse(said)), [said])
  return null
}
