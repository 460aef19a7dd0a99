'use client'

import { useEffect, useState } from 'react'

/** Sends along in which time zone the browser is (IANA name), unseen. Without JavaScript it says nothing. */
export function TimeZoneField({ name }: { name: string }) {
  const [zone, setZone] = useState<string>()
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone), [])
  return zone && <input type="hidden" name={name} value={zone} />
}
