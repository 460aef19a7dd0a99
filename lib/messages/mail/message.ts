/** What an email says, before it is text or HTML. */
export type Message = {
  subject: string
  /** A command stands on a line of its own, whole. */
  paragraphs: (Advice | { command: string })[]
  /** The next step: a link to a page of ours, by its path. */
  link?: MessageLink
  /** Left out: when and from where, which says nothing of what time or someone else brought about. */
  withoutOccasion?: true
  /** What to do if it was someone else. */
  notYou?: Advice
  /** Where they do it, below everything else. */
  notYouLink?: MessageLink
  /** Where there is more to read, last of all. */
  alsoLink?: MessageLink
}

/** A sentence; or what it says to those who have an admin to ask, and to whoever is their organization's only one. */
export type Advice = string | { others: string; alone: string }

export type MessageLink = { label: string; path: string }

/** How the email of these facts is written. `merged`: how many there were of its kind. */
export type Told<Facts> = (facts: Facts, occasion: Occasion, merged: number) => Message

export const told = <Facts>(write: Told<Facts>) => write

/** The facts of an email that needs none. */
export type Nothing = Record<string, never>

export const changePassword = {
  others:
    "If this wasn't you, change your password now and tell an admin of your organization: someone else may know it.",
  alone: "If this wasn't you, change your password now: someone else may know it.",
}

export const askAdmin = {
  others: "If you didn't expect this, ask an admin of your organization.",
  alone: "If you didn't expect this, change your password now, and ask whoever runs this server.",
}

/** The same, after a sentence that is said to all. */
export const after = (sentence: string, { others, alone }: typeof changePassword) => ({
  others: `${sentence} ${others}`,
  alone: `${sentence} ${alone}`,
})

export const ignoreIt = "If you weren't expecting this, you can ignore it."

/** Who did something: a name, the console's user, or a program by the name of its API key. */
export type By = string | { osUser: string } | { apiKey: string }

export function byWords(by: By): string {
  if (typeof by === 'string') return by
  return 'osUser' in by ? `Whoever runs the server (${by.osUser})` : `The API key “${by.apiKey}”`
}

/** Said where several were merged into one. */
export const howOften = (merged: number): string[] =>
  merged > 1 ? [`This happened ${merged} times. The details below are from the last time.`] : []

/** A moment as people say it, UTC. */
export const moment = (at: string) =>
  `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(at))} UTC`

/** When, from which browser and from which address something happened. */
export type Occasion = { at: string; client: string; address: string }
