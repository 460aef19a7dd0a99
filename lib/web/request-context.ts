import { headers } from 'next/headers'
import { cache } from 'react'
import { contextOf, sharedRuntime } from '@/lib/runtime'
import type { Context } from '../context'
import { privateHeaders } from './headers'

/**
 * What pages and actions hold of a context: enough to hand it on to acts and queries, which take a `Context`, and no
 * database for themselves.
 */
export type RequestContext = Omit<Context, 'db'> & { db: never }

/** The context of the request being answered. */
export const requestContext = cache(async (): Promise<RequestContext> => {
  const incoming = await headers()
  const origin = {
    address: incoming.get(privateHeaders.address) ?? '',
    // An empty one is the console's.
    userAgent: incoming.get('user-agent') || 'none',
  }
  return contextOf(sharedRuntime(), origin) as RequestContext
})

/** Whether a script on a page of ours sent this form, and is still there for the answer. */
export async function sentByScript(): Promise<boolean> {
  return (await headers()).has('next-action')
}

/** Whether a browser only looks ahead: no one reads the answer yet, and perhaps no one will. */
export async function looksAhead(): Promise<boolean> {
  const incoming = await headers()
  return incoming.has('next-router-prefetch') || (incoming.get('sec-purpose') ?? '').includes('prefetch')
}

/** The path of the page of ours that led here; null for any other, and where the browser does not say. */
export async function cameFrom(): Promise<string | null> {
  const referrer = URL.parse((await headers()).get('referer') ?? '')
  return referrer?.origin === sharedRuntime().settings.appUrl.origin ? referrer.pathname : null
}

/** Path and query of the request being answered. */
export async function requestPath(): Promise<string> {
  return (await headers()).get(privateHeaders.path) ?? '/'
}
