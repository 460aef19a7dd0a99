'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { type ButtonLook, buttonClasses } from './button'
import { copyText } from './clipboard'
import { useHydrated } from './hydrated'

/** Copies `text`, or the text or value of the element `targetId`; says "Copied" for two seconds. Only with JavaScript. */
export function CopyButton({
  label = 'Copy',
  size = 'small',
  full,
  ...source
}: { label?: string } & Pick<ButtonLook, 'size' | 'full'> & ({ text: string } | { targetId: string })) {
  const hydrated = useHydrated()
  const [outcome, setOutcome] = useState<'copied' | 'refused'>()

  useEffect(() => {
    if (!outcome) return
    const timer = setTimeout(() => setOutcome(undefined), 2000)
    return () => clearTimeout(timer)
  }, [outcome])

  async function copy(button: HTMLElement) {
    const copied = await copyText('text' in source ? source.text : textOf(source.targetId), button)
    setOutcome(copied ? 'copied' : 'refused')
  }

  return (
    <span className={hydrated ? 'contents' : 'invisible noscript:hidden'}>
      <button
        type="button"
        className={buttonClasses({ size, full })}
        onClick={(event) => copy(event.currentTarget)}
      >
        {outcome === 'copied' ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
        <span>{outcome === 'copied' ? 'Copied' : label}</span>
      </button>
      <span role="status" className={outcome === 'refused' ? 'self-center text-sm text-danger' : 'sr-only'}>
        {outcome === undefined ? '' : said[outcome]}
      </span>
    </span>
  )
}

const said = { copied: 'Copied', refused: 'Couldn’t copy. Select the text instead.' }

function textOf(id: string): string {
  const element = document.getElementById(id)
  return element instanceof HTMLInputElement ? element.value : (element?.textContent ?? '')
}
