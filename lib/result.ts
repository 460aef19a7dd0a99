/** What a sentence may need besides its code. */
export type Detail = {
  /** From when on another try is looked at. */
  retryAt?: Date
  /** Whether a new password by email opens at once. */
  resetHelps?: boolean
  /** How far the phone's clock is off, in seconds; negative when it is behind. */
  clockOff?: number
  /** The organization of the person it is about. */
  organization?: string
  /** How long something lasts, in milliseconds. */
  lasts?: number
  /** Who has it already, in the organization of whoever asks. */
  holder?: { id: string; name: string }
  /** The address that was refused. */
  address?: string
  /** Whether that was of an app on people's devices. */
  native?: boolean
  /** The apps that stand in the way, by name: six at most, of which the last stands for all others. */
  apps?: string[]
  /** What an API key would have to be allowed. */
  scope?: string
}

export type Failure<Code extends string> = { ok: false; code: Code; detail: Detail }
export type Success<T> = { ok: true; value: T }

/** An expected outcome. Bugs are thrown instead. */
export type Result<T, Code extends string> = Success<T> | Failure<Code>

export const ok = <T>(value: T): Success<T> => ({ ok: true, value })
export const done: Success<void> = { ok: true, value: undefined }
export const fail = <Code extends string>(code: Code, detail: Detail = {}): Failure<Code> => ({
  ok: false,
  code,
  detail,
})
