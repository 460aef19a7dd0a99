import { z } from 'zod'
import type { OpenedSession } from '@/lib/records/sessions/session'

export const moment = z.iso.datetime()

/** What may sign in over the API: a browser extension, an app on a phone, or a program on a server. */
export const apiKinds = ['extension', 'mobile', 'server'] as const

export const token = z.string().min(1)

export const tokens = z
  .strictObject({
    accessToken: token,
    accessTokenExpiresAt: moment,
    refreshToken: token,
    refreshTokenExpiresAt: moment,
  })
  .meta({ id: 'Tokens' })

/** The tokens of a session, as the API hands them out. */
export function tokensOf({ token: accessToken, refresh }: OpenedSession): z.output<typeof tokens> {
  if (!refresh) throw new Error('A session of the web has no tokens to hand out.')
  return {
    accessToken,
    accessTokenExpiresAt: refresh.accessExpiresAt.toISOString(),
    refreshToken: refresh.token,
    refreshTokenExpiresAt: refresh.expiresAt.toISOString(),
  }
}
