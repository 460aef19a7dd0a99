import { lookup as resolve } from 'node:dns'
import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { seconds } from '@/lib/duration'

/** What came of it: a status, or null where there was none; and both in words that an admin can act on. */
export type Posted = { status: number | null; words: string }

const patience = seconds(5)

/**
 * Posts a form to an address that an admin has entered. Private addresses are where apps are; those of one link alone are
 * not, and are where clouds answer with the credentials of a machine. No redirect is followed, and no answer is read.
 */
export async function postForm(
  address: string,
  fields: Record<string, string>,
  signal: AbortSignal,
): Promise<Posted> {
  const url = new URL(address)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) && isOffLimits(host)) return { status: null, words: 'not an address of an app' }
  const body = new URLSearchParams(fields).toString()
  const open = url.protocol === 'https:' ? secure : plain
  return new Promise((done) => {
    const request = open(
      url,
      {
        method: 'POST',
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          'Content-Length': Buffer.byteLength(body),
        },
        ...{
          agent: false,
          lookup: withinLimits,
          signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
        },
      },
      (response) => {
        response.resume()
        const { statusCode = 0 } = response
        done({ status: statusCode, words: `HTTP ${statusCode}` })
      },
    )
    request.once('error', (error: NodeJS.ErrnoException) => done({ status: null, words: wordsOf(error) }))
    request.end(body)
  })
}

const distrust = /CERT|LEAF_SIGNATURE/

function wordsOf({ name, code = name }: NodeJS.ErrnoException): string {
  if (name === 'TimeoutError') return 'no answer'
  return distrust.test(code) ? `its certificate isn’t trusted here (${code})` : code
}

const withinLimits: LookupFunction = (hostname, options, callback) =>
  resolve(hostname, { ...options, all: true }, (error, found) => {
    const allowed = (found ?? []).filter(({ address }) => !isOffLimits(address))
    const [first] = allowed
    if (error || !first) {
      const refused = Object.assign(new Error('No address of an app.'), { code: 'EADDRNOTAVAIL' })
      return callback(error ?? refused, '', 4)
    }
    if (options.all) return callback(null, allowed)
    return callback(null, first.address, first.family)
  })

const offLimits = new Set(['linkLocal', 'multicast', 'broadcast', 'unspecified'])

/** Whether no app can be there. */
export const isOffLimits = (address: string): boolean => {
  try {
    const parsed = ipaddr.process(address.split('%')[0] ?? '')
    const behind = parsed.range() === 'rfc6052' ? embedded(parsed) : parsed
    return offLimits.has(behind.range()) || metadata.has(behind.toString())
  } catch {
    return true
  }
}

/** Where clouds answer with the credentials of a machine outside of its link: AWS by IPv6, Alibaba. */
const metadata = new Set(['fd00:ec2::254', '100.100.100.200'])

/** The IPv4 address to which a network translates this one (NAT64, RFC 6052). */
const embedded = (address: ipaddr.IPv4 | ipaddr.IPv6) => ipaddr.fromByteArray(address.toByteArray().slice(-4))
