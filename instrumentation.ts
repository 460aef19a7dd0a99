import type { Instrumentation } from 'next'
import { noteInability } from '@/lib/web/inability'

/** Errors of pages and actions, as one line of JSON like every other event: what kind and where, no parameters. */
export const onRequestError: Instrumentation.onRequestError = (error, request, context) => {
  const { name, digest } = error as Error & { digest?: string }
  const path = request.path.split('?', 1)[0]?.replace(/(?:[A-Za-z0-9_-]|%[0-9A-Fa-f]{2}){43}/g, '[token]')
  // By which the page that people see names the error.
  const id = request.headers['x-countersign-request-id']
  if (typeof id === 'string') noteInability(id, error)
  const line = { level: 50, time: new Date().toISOString(), event: 'page.failed', id, name, digest, path }
  console.error(JSON.stringify({ ...line, route: context.routePath, kind: context.routeType }))
}
