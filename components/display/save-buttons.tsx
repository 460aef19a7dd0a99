'use client'

import { Button } from './button'
import { useHydrated } from './hydrated'

/** Saves a text as a file without sending it anywhere. Only with JavaScript. */
export function SaveButton({ fileName, text }: { fileName: string; text: string }) {
  function save() {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
    link.download = fileName
    link.click()
    // Later, for the browser reads the address after this function has returned.
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  }
  return <ScriptedButton onClick={save}>Download</ScriptedButton>
}

/** Prints the page: that is, what on it is marked `data-print`. Only with JavaScript. */
export function PrintButton() {
  return <ScriptedButton onClick={() => window.print()}>Print</ScriptedButton>
}

function ScriptedButton({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <span className={useHydrated() ? 'contents' : 'invisible noscript:hidden'}>
      <Button size="small" onClick={onClick}>
        {children}
      </Button>
    </span>
  )
}
