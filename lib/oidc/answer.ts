import type { IncomingMessage, ServerResponse } from 'node:http'
import { ensureSigningKeys } from '@/lib/acts/oidc/keep-keys'
import { seconds } from '@/lib/duration'
import { signingKeySet, signingKeys } from '@/lib/queries/oidc/signing-keys'
import { contextOf, type Runtime } from '@/lib/runtime'
import { afterExchange } from './exchange'
import { noteProblems } from './problem'
import { makeProvider, oidcPrefix } from './provider'
import { afterRequest } from './sign-out'
import { beginVisit } from './visit'

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>
type Made = { set: string; handle: Handle }

/** Tells of an error that should not be. */
type Failed = (error: unknown) => void

/** The OpenID provider of a process. */
export type Oidc = {
  /**
   * Answers a request below `/oidc`, or for one of the two documents at `/.well-known`. Host and scheme are believed as
   * they are in its headers. The body was not read before.
   */
  answer(request: IncomingMessage, response: ServerResponse, address: string): Promise<void>
}

/** How long it takes at most until every process signs with another key. */
const looksEvery = seconds(1)

/** Opens the provider. Nothing is read before the first request. */
export function openOidc(runtime: Runtime, failed: Failed): Oidc {
  const ctx = contextOf(runtime, { address: '', userAgent: '' })
  let made: Promise<Made> | undefined
  let looked = 0

  const make = async (before?: Made): Promise<Made> => {
    let set = await signingKeySet(ctx)
    if (set === '') {
      await ensureSigningKeys(ctx)
      set = await signingKeySet(ctx)
    }
    if (set === before?.set) return before
    // A library's object knows its keys from the beginning: with other keys it is another object.
    const provider = makeProvider(runtime.settings, await signingKeys(ctx))
    provider.on('server_error', (_, error) => failed(error))
    noteProblems(provider, failed)
    provider.use(afterExchange)
    provider.use(afterRequest)
    return { set, handle: provider.callback() as Handle }
  }

  /** As it is for now, if there is one; who asks first in a second has it looked at again meanwhile. */
  const current = (): Promise<Made> => {
    const now = performance.now()
    if (!made) {
      looked = now
      const first = make()
      made = first
      // Asked for again by the next request.
      first.catch(() => {
        if (made === first) made = undefined
      })
    } else if (now - looked > looksEvery) {
      looked = now
      const before = made
      before
        .then(make)
        .then((after) => {
          if (made === before) made = Promise.resolve(after)
        })
        .catch(failed)
    }
    return made
  }

  return {
    async answer(request, response, address) {
      const { handle } = await current()
      beginVisit(runtime, request, address)
      const mounted = request as IncomingMessage & { originalUrl?: string }
      const url = request.url ?? '/'
      // By these two the library finds out where it is mounted.
      if (url.startsWith(`${oidcPrefix}/`)) {
        mounted.originalUrl = url
        mounted.url = url.slice(oidcPrefix.length)
      } else mounted.originalUrl = oidcPrefix + url
      await handle(request, response)
    },
  }
}
