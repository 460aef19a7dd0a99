import { headers } from 'next/headers'
import { cache } from 'react'
import type { Context } from '../context'
import { contextOf, sharedRuntime } from '../runtime'
import { privateHeaders } from './headers'

/** The context of the request being answered. */
export const requestContext = cache(async (): Promise<Context> => {
  const incoming = await headers()
  return contextOf(sharedRuntime(), {
    address: incoming.get(privateHeaders.address) ?? '',
    // An empty one is the console's.
    userAgent: incoming.get('user-agent') || 'none',
  })
})

/** Path and query of the request being answered. */
export async function requestPath(): Promise<string> {
  return (await headers()).get(privateHeaders.path) ?? '/'
}
