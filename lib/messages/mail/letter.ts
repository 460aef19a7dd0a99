import type { MailName } from './catalogue'
import type { Occasion } from './message'

/** A letter whose turn it is. `merged`: how many there were of its kind. */
export type DueLetter = Letter & { id: string; merged: number }

export type Letter = {
  to: { name: string; email: string }
  name: MailName
  facts: Record<string, unknown>
  occasion: Occasion
}
