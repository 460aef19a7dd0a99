import type { IncomingMessage } from 'node:http'
import { sentence } from '@/lib/messages/codes'
import { takeInability } from '@/lib/web/inability'
import { standingPage } from './standing-page'

/** How a page or form that failed is answered. `retryAfter`: in so many seconds it may well work. */
export type Failure = { status: number; retryAfter?: number; page: string }

const seconds = 5

/** What people see of an error: that it passes, or the number by which the log knows it. */
export function failureOf({ method, url = '/' }: IncomingMessage, id: string): Failure {
  const link = { href: url, words: method === 'GET' ? 'Try again' : 'Back to the form' }
  const inability = takeInability(id)
  if (inability)
    return { status: 503, retryAfter: seconds, page: standingPage('Try again', sentence(inability), link) }
  const words = `Try again. If it happens again, tell whoever runs this server: error ${id}.`
  return { status: 500, page: standingPage('Something went wrong', words, link) }
}
