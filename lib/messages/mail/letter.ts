import type { MailName } from './catalogue'
import type { Occasion } from './message'

/** A letter whose turn it is. `merged`: how many there were of its kind. `userId`: the account it is for, if it has one. */
export type DueLetter = Letter & { id: string; userId: string | null; merged: number }

export type Letter = {
  to: { name: string; email: string }
  name: MailName
  facts: Record<string, unknown>
  occasion: Occasion
}
