import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'
import { isLocal } from '@/lib/settings'
import { type Answer, changes, type Exchange, type Visit } from './exchange'
import { metricsType } from './metrics'

/** `/metrics`: what the server measures of itself. */
export async function answerMetrics({ house }: Exchange): Promise<Answer> {
  return { status: 200, headers: { 'Content-Type': metricsType }, body: await house.metrics.text() }
}

/**
 * Whether a request may read the metrics: it names `METRICS_TOKEN`, or comes from this very machine, by an address of it
 * and through no one. To everyone else there is nothing of the kind.
 */
export function mayScrape({ request, own, metricsToken }: Visit): boolean {
  if (own || changes(request)) return false
  const given = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (metricsToken !== null && given !== undefined) return isSame(given, metricsToken)
  return isFromHere(request)
}

function isFromHere({ socket, headers }: IncomingMessage): boolean {
  const address = socket.remoteAddress ?? ''
  if (!ipaddr.isValid(address) || ipaddr.process(address).range() !== 'loopback') return false
  const passedOn = Object.keys(headers).some(
    (name) => name.startsWith('x-forwarded-') || ['forwarded', 'x-real-ip', 'via'].includes(name),
  )
  // A proxy that says nothing of its clients may still say what they asked for, and so does a browser that was misled.
  const asked = URL.parse(`http://${headers.host}`)
  return !passedOn && asked !== null && isLocal(asked)
}

const digest = (text: string) => createHash('sha256').update(text).digest()
const isSame = (one: string, other: string) => timingSafeEqual(digest(one), digest(other))
