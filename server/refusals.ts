import type { IncomingMessage, ServerResponse } from 'node:http'
import { standingPage } from './standing-page'

/** Why a request is answered here and never reaches Next: the status, and what people are told. */
const refusals = {
  'address-unreadable': [400, 'This address can’t be read. Check it.'],
  'page-unreadable': [400, 'The browser asked for this page in a way that can’t be read. Reload the page.'],
  'form-unreadable': [400, 'The form arrived damaged, so nothing was changed. Send it again.'],
  'form-too-large': [413, 'This form is too large, so nothing was changed. Shorten what you typed.'],
  'file-too-large': [
    413,
    'This is larger than 2 MB, so nothing was changed. Split the list into several, and add them one after the other.',
  ],
  'form-foreign': [
    403,
    'This form was sent from another address, so nothing was changed. Send it from here:',
  ],
  'form-stale': [
    404,
    'This page is from before the server was updated, so nothing was changed. Open it again, then send the form.',
  ],
  elsewhere: [
    400,
    'If this is the address people should use, whoever runs this server can set APP_URL to it. At the moment that is:',
  ],
  failed: [500, 'Something went wrong on the server. Try again in a minute.'],
} as const satisfies Record<string, readonly [status: number, sentence: string]>

export type Refusal = keyof typeof refusals

/**
 * Answers with the refusal's status and sentence: a page for people, one line of text for programs. A script of ours
 * that posted a form is given `{"refused": sentence}` as text/plain, which is what Next hands on to it.
 */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  reason: Refusal,
  { origin, policy }: { origin: string; policy: string },
): void {
  const [status] = refusals[reason]
  const sentence = sentenceFor(reason, origin)
  if (request.headers['next-action'] !== undefined) {
    if (reason === 'form-stale') response.setHeader('X-Nextjs-Action-Not-Found', '1')
    send(response, status, 'text/plain', JSON.stringify({ refused: sentence }))
  } else if (wantsPage(request)) {
    response.setHeader('Content-Security-Policy', policy)
    send(response, status, html, refusalPage(request, reason, origin))
  } else send(response, status, text, `${sentence}\n`)
}

/** The refusal as a page, with a link to where one goes on. */
export function refusalPage(
  { method = '', url = '/' }: IncomingMessage,
  reason: Refusal,
  origin: string,
): string {
  const href = `${origin}${reason === 'address-unreadable' ? '/' : url}`
  return standingPage('That didn’t work', sentenceFor(reason, origin), { href, words: wayOn(reason, method) })
}

const sentenceFor = (reason: Refusal, origin: string) =>
  `${refusals[reason][1]}${reason === 'form-foreign' || reason === 'elsewhere' ? ` ${origin}` : ''}`

function wayOn(reason: Refusal, method: string): string {
  if (reason === 'elsewhere') return 'Open that address'
  if (reason === 'address-unreadable') return 'Go home'
  return method === 'GET' ? 'Try again' : 'Back to the form'
}

const text = 'text/plain; charset=utf-8'
export const html = 'text/html; charset=utf-8'

export const wantsPage = ({ headers }: IncomingMessage) => headers.accept?.includes('text/html') === true

/** One short answer, whole. */
export function send(response: ServerResponse, status: number, type: string, body: string): void {
  const length = Buffer.byteLength(body)
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': length, 'Cache-Control': 'no-store' })
  response.end(body)
}
