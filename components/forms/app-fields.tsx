'use client'

import { useEffect, useState } from 'react'

/** Browsers that tell the model of their device when asked, on https (User-Agent Client Hints). Safari has none of it. */
type Hints = { userAgentData?: { getHighEntropyValues(hints: string[]): Promise<{ model?: string }> } }

/**
 * Says in a form that signs in that it is sent from the app installed on a phone, and from which model of phone where
 * the browser tells. In a browser, and without JavaScript, it says nothing.
 */
export function AppFields() {
  const [model, setModel] = useState<string>()

  useEffect(() => {
    if (!matchMedia('(display-mode: standalone) and (pointer: coarse)').matches) return
    setModel('')
    const { userAgentData } = navigator as Hints
    userAgentData?.getHighEntropyValues(['model']).then(
      (told) => setModel(told.model ?? ''),
      () => {},
    )
  }, [])

  if (model === undefined) return null
  return (
    <>
      <input type="hidden" name="kind" value="mobile" />
      {model && <input type="hidden" name="model" value={model} />}
    </>
  )
}
