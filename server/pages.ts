import type { ServerResponse } from 'node:http'
import { cookieOf } from '@/lib/oidc/visit'
import { findSession } from '@/lib/queries/sessions/find'
import { contextOf } from '@/lib/runtime'
import { cookieNameFor } from '@/lib/web/cookie-name'
import { privateHeaders } from '@/lib/web/headers'
import { readBody, withBody } from './body'
import { replaceErrors } from './error-page'
import { changes, type Exchange } from './exchange'
import { failureOf } from './failure'
import { normalise } from './normalise'
import { handNotice, keepNotice } from './notice'
import { ownMark } from './own-mark'
import { givePasskeyCookie } from './passkey-cookie'
import { isPageReadable, readForm } from './readable'
import { type Refusal, refusalPage } from './refusals'
import { withStandingMain } from './standing-page'
import { sendZipped } from './zipped'

/** Has Next answer, with what it may believe of the request, unless it is nothing that Next can read. */
export async function servePage(
  exchange: Exchange,
  response: ServerResponse,
  refuseAs: (reason: Refusal) => void,
): Promise<void> {
  const { house, mount, request, id, address } = exchange
  const { appUrl } = house.runtime.settings
  if (!isPageReadable(request.headers)) return refuseAs('page-unreadable')
  // Next would have another page's action done by us, as if it came from this machine.
  if (changes(request) && exchange.own) return refuseAs('form-stale')
  const withoutNotice = keepNotice(request, response, appUrl)
  if (withoutNotice !== null) {
    response.writeHead(303, { Location: withoutNotice }).end()
    return
  }

  normalise(request, appUrl)
  request.headers[privateHeaders.address] = address
  request.headers[privateHeaders.requestId] = id
  request.headers[privateHeaders.own] = ownMark
  request.headers[privateHeaders.method] = request.method ?? 'GET'
  request.headers[privateHeaders.path] = request.url ?? '/'
  // Next reads the nonce for its own scripts out of the request.
  const policy = response.getHeader('Content-Security-Policy')
  if (policy !== undefined) request.headers['content-security-policy'] = String(policy)
  handNotice(request, response, appUrl)
  givePasskeyCookie(request, response, appUrl)
  if (mount.zipped === 'whole') sendZipped(request, response)
  if (house.actions) {
    const { rsc, 'next-action': acted } = request.headers
    const scripted = rsc !== undefined || acted !== undefined
    const unknownAction = () => {
      exchange.refused = 'form-stale'
      return refusalPage(request, exchange.refused, appUrl.origin)
    }
    replaceErrors(response, { scripted, unknownAction, notFound, failed: () => failureOf(request, id) })
  }
  if (!changes(request)) return house.handle(request, response)
  const uploads = mount.upload !== undefined && (await isAdmins(exchange))
  const limit = (uploads ? mount.upload : mount.body) ?? 0
  const body = await readBody(request, limit).catch(() => undefined)
  // Whoever sent half of a form and left hears no answer.
  if (body === undefined) return void response.destroy()
  if (body === null) return refuseAs(uploads ? 'file-too-large' : 'form-too-large')
  const form = await readForm(request.headers, body)
  if (!form) return refuseAs('form-unreadable')
  if (form.action !== null && house.actions?.has(form.action) === false) return refuseAs('form-stale')
  if (form.contentType) request.headers['content-type'] = form.contentType
  await house.handle(withBody(request, form.body), response)
}

/** Whether an admin is signed in where this comes from. It permits nothing but a longer form: whoever acts on that asks again. */
async function isAdmins({ house, request, address }: Exchange): Promise<boolean> {
  const token = cookieOf(request, cookieNameFor(house.runtime.settings.appUrl, 'session'))
  const userAgent = request.headers['user-agent'] || 'none'
  const person =
    token === '' ? null : await findSession(contextOf(house.runtime, { address, userAgent }), token)
  return person?.role === 'admin' && person.channel === 'web'
}

const notFound = (page: string) =>
  withStandingMain(page, 'Page not found', 'It doesn’t exist, or you don’t have access. Check the address.', {
    ...{ href: '/', words: 'Go home' },
  })
