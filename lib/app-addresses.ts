import { z } from 'zod'

/** What any address of an app may have at most. */
export const longestAddress = 500

/** How many addresses of one kind an app may have. */
const mostAddresses = 20

/** Printable ASCII without what browsers read as something else: quotes, backslashes, angle brackets. */
const plain = /^[\x21\x23-\x26\x28-\x3b\x3d\x3f-\x5b\x5d-\x7e]+$/

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** An address as it may stand in a setting: absolute, without a name or password, without `#…`. */
function parsed(text: string): URL | null {
  if (text.length > longestAddress || !plain.test(text) || text.includes('#') || text.includes('`'))
    return null
  // Browsers take `https:cb` and `https:///cb` for `https://cb`: whoever typed that meant something else.
  if (/^https?:/i.test(text) && !/^https?:\/\/[a-z0-9_[]/i.test(text)) return null
  const url = URL.parse(text)
  return url && url.username === '' && url.password === '' && !url.href.includes('#') ? url : null
}

/** A name or an address as it may be written into the settings of a proxy. */
const host = /^([a-z0-9_-]+\.)*[a-z0-9_-]+\.?$|^\[[0-9a-f:.]+\]$/

const isWeb = ({ protocol, hostname }: URL) => /^https?:$/.test(protocol) && host.test(hostname)

/**
 * Why an app may not ask to return to this address, as a sentence; null where it may. At least as strict as
 * oidc-provider's own validation, which makes a whole client useless for one bad address. `native`: installed on people's
 * devices, so that schemes of its own and loopback are right (RFC 8252 7.1, 7.3).
 */
export function whyNotReturnTo(text: string, native: boolean): string | null {
  if (text.includes('*')) return `Wildcards don't work. Add each address: ${shown(text)}`
  if (text.includes('#')) return `Leave out what follows "#": ${shown(text)}`
  const url = parsed(text)
  if (!url) return `Enter whole addresses such as https://wiki.example.com/callback, not ${shown(text)}`
  if (!native)
    return isWeb(url) ? null : `Use an address that begins with https:// or http://: ${shown(text)}`
  const isLoopback = loopback.has(url.hostname)
  if (url.protocol === 'https:')
    return isLoopback ? `Use http:// for an app on the person's own device: ${shown(text)}` : null
  if (url.protocol === 'http:')
    return isLoopback ? null : `An app on people's devices needs https:// here: ${shown(text)}`
  // A name in reverse, such as com.example.app: any other scheme may be another program's, or the browser's own.
  return /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/.test(url.protocol)
    ? null
    : `A scheme of its own needs a dot, such as com.example.app: ${shown(text)}`
}

/**
 * Whether an address is on a server, or of a scheme, where an app is known to be. Anyone may begin a sign-in in the name of
 * an app: what they ask for is no more than a click away from being registered.
 */
export function isWhereItIs(asked: string, known: string[]): boolean {
  const url = URL.parse(asked)
  return known.some((one) => {
    const own = URL.parse(one)
    return url !== null && own?.protocol === url.protocol && own.host === url.host
  })
}

const shown = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text)

/** The lines of a field, without empty ones and doubles. */
export const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/\r\n?|\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
]

/** Several addresses as they are typed, one a line; kept as they are compared, character by character. */
export const addressLines = z
  .string()
  .max((longestAddress + 2) * mostAddresses, { error: `Use at most ${mostAddresses} addresses.` })
  .transform(linesOf)
  .refine((lines) => lines.length <= mostAddresses, { error: `Use at most ${mostAddresses} addresses.` })

const wholeAddress = 'Enter a whole web address such as https://wiki.example.com.'

/** Where an app is, on the web. Without the slash at its end. */
export const webAddress = z
  .string()
  .trim()
  .max(longestAddress, { error: `Use at most ${longestAddress} characters.` })
  .refine(isWebAddress, { error: wholeAddress })
  .transform((text) => new URL(text).href.replace(/\/+$/, ''))

/** The same where there may be none: null for an empty field. Kept as it was typed. */
export const optionalWebAddress = z
  .string()
  .trim()
  .max(longestAddress, { error: `Use at most ${longestAddress} characters.` })
  .refine((text) => text === '' || isWebAddress(text), { error: wholeAddress })
  .transform((text) => (text === '' ? null : text))

function isWebAddress(text: string): boolean {
  const url = parsed(text)
  return url !== null && isWeb(url) && !text.includes('*')
}

/** The host of an address with its port, by which a site behind a proxy is found. */
export const hostOf = (address: string) => new URL(address).host

const openPath = /^(?!\/\.countersign(\/|$))(\/\.?[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+\/?$/i

/**
 * Paths of a site that need no sign-in, one a line. They are written into the settings of proxies, so nothing but plain
 * characters. One with a slash at its end stands for everything below it.
 */
export const openPathLines = z
  .string()
  .max(4000, { error: 'Use at most 20 paths.' })
  .transform(linesOf)
  .refine((lines) => lines.length <= 20, { error: 'Use at most 20 paths.' })
  .refine((lines) => lines.every((line) => line.length <= 200 && openPath.test(line)), {
    error: 'Enter paths such as /health or /public/, of letters, digits, dots and dashes.',
  })
