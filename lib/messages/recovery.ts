export type Unattended = { id: string; name: string }

/** What to do about them, for the console. */
export const unattendedWords = (requests: Unattended[]) =>
  `${requests.length === 1 ? 'A recovery request is waiting' : `${requests.length} recovery requests are waiting`}, and there is no operator to decide on it. Add one with "npm run countersign -- operator add EMAIL", or see "recovery list" and decide with "recovery approve" or "recovery reject".`
