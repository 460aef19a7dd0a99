import { refreshSession } from '@/lib/acts/sessions/refresh'
import type { Context } from '@/lib/context'
import { findSession } from '@/lib/queries/sessions/find'
import type { OpenedSession } from '@/lib/records/sessions/session'

/** Uses a session as its client does: on the web with the cookie, over the token API with tokens that are renewed. */
export class LiveSession {
  readonly #ctx: Context
  #opened: OpenedSession

  constructor(ctx: Context, opened: OpenedSession) {
    this.#ctx = ctx
    this.#opened = opened
  }

  get token(): string {
    return this.#opened.token
  }

  /** Whether it still opens something. */
  async use(): Promise<boolean> {
    const { refresh } = this.#opened
    if (refresh) {
      const refreshed = await refreshSession(this.#ctx, { refreshToken: refresh.token })
      if (!refreshed.ok) return false
      this.#opened = refreshed.value
    }
    return (await findSession(this.#ctx, this.#opened.token)) !== null
  }
}
