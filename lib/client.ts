import Bowser from 'bowser'
import { z } from 'zod'
import type { SessionKind } from '@/db/tables/sign-in'
import type { Context } from './context'

/** What signs in, and what it is called among the person's sessions. */
export type SessionClient = { kind: SessionKind; name: string }

/**
 * What the web app says of itself along with a password where it runs installed on a phone; a browser says nothing.
 * A model that is not a plain word or three is as good as none: no one is kept out by what their phone is called.
 */
export const appInput = {
  kind: z.literal('mobile').optional(),
  model: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9 ._+()/-]{0,63}$/)
    .optional()
    .catch(undefined),
}

/** A browser, by its user agent. */
export const browserOf = (ctx: Context): SessionClient => ({
  kind: 'web',
  name: describeClient(ctx.origin.userAgent),
})

/** The installed app on a device, such as "Chrome on Android · Pixel 9", or a browser. */
export function clientOf(
  ctx: Context,
  { kind, model }: { kind?: 'mobile' | undefined; model?: string | undefined },
): SessionClient {
  const browser = browserOf(ctx)
  if (!kind) return browser
  const device = describeDevice(ctx.origin.userAgent) ?? model
  return { kind, name: device ? `${browser.name} · ${device}` : browser.name }
}

/**
 * "Firefox on Linux" for a User-Agent header. Names come from the parser's own list, never from the header, so that
 * a hostile one says nothing; what is not known is an "Unknown browser".
 */
export function describeClient(userAgent: string): string {
  if (userAgent === '') return 'Console'
  // Parsed for these two names only, which is half the work.
  const parser = Bowser.getParser(userAgent.slice(0, 512), true)
  const [browser, os] = [parser.getBrowserName(), parser.getOSName()]
  const known = Object.values(Bowser.BROWSER_MAP).includes(browser)
  const system = Object.values(Bowser.OS_MAP).includes(os) ? ` on ${os}` : ''
  return `${known ? browser : 'Unknown browser'}${system}`
}

/** Whether what `describeClient` calls a browser runs on a phone or tablet. */
export const isHandheld = (client: string): boolean => / on (Android|iOS)\b/.test(client)

/** The device, where the header is honest about it: Apple's are. Android's names a phone that no one has. */
function describeDevice(userAgent: string): string | undefined {
  const { model } = Bowser.parse(userAgent.slice(0, 512)).platform
  return ['iPhone', 'iPad', 'iPod'].find((device) => device === model)
}
