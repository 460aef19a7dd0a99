import { Agent, type IncomingHttpHeaders, request as open } from 'node:http'
import type { Server } from './server'

export type Answer = {
  status: number
  headers: IncomingHttpHeaders
  body: string
  /** The same as it was sent. */
  bytes: Buffer
  /** Where it leads: the path of a `Location`, or of what a fetched action redirects to. */
  leadsTo: string | null
}

type Headers = Record<string, string>
export type Fields = Record<string, string>

type Options = {
  /** Cookies by noun, such as `{ session: token }`. */
  cookies?: Partial<Record<'session' | 'challenge', string>>
  /** Sent with every request. */
  headers?: Headers
  /** `APP_URL` where it is not the server's own address. */
  appUrl?: string
  /** What the browser keeps, where it is led to several servers of one address. */
  jar?: Map<string, string>
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const boundary = '----countersign-visitor'
/** How `multipart` is sent. */
export const plainForm = { 'Content-Type': `multipart/form-data; boundary=${boundary}` }

/**
 * Somebody without a browser: sends any request with any header, keeps cookies, and posts forms and actions as
 * browsers do, with JavaScript (`act`) and without (`submit`).
 */
export class Visitor {
  readonly cookies: Map<string, string>
  readonly #server: Server
  readonly #headers: Headers
  readonly #appUrl: URL

  constructor(
    server: Server,
    { cookies = {}, headers = {}, appUrl = server.origin, jar = new Map() }: Options = {},
  ) {
    this.#server = server
    this.cookies = jar
    this.#headers = headers
    this.#appUrl = new URL(appUrl)
    for (const noun of ['session', 'challenge'] as const) {
      const value = cookies[noun]
      if (value !== undefined) this.cookies.set(this.cookieName(noun), value)
    }
  }

  cookieName(noun: string): string {
    const { protocol, port } = this.#appUrl
    return protocol === 'https:' ? `__Host-cs.${noun}` : `cs.${port}.${noun}`
  }

  cookie(noun: 'session' | 'challenge'): string | undefined {
    return this.cookies.get(this.cookieName(noun))
  }

  /** One request. Redirects are not followed; `null` takes a header away that is otherwise sent. */
  request(
    method: string,
    path: string,
    headers: Record<string, string | null> = {},
    body?: string | Buffer,
  ): Promise<Answer> {
    const jar = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const sent: Record<string, string | null> = {
      Host: this.#appUrl.host,
      ...(jar && { Cookie: jar }),
      ...(method === 'GET' || method === 'HEAD' ? {} : { Origin: this.#appUrl.origin }),
      ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
      ...this.#headers,
      ...headers,
    }
    const given = Object.entries(sent).filter((header): header is [string, string] => header[1] !== null)
    const { port } = new URL(this.#server.origin)
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, method, path, agent, headers: Object.fromEntries(given) }
      const outgoing = open(options, (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          this.#keep(incoming.headers['set-cookie'] ?? [])
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks).toString(),
            bytes: Buffer.concat(chunks),
            leadsTo: leadsTo(incoming.headers),
          })
        })
      })
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        // The server closed a connection that was idle at the moment when it was taken up again: it saw nothing of this.
        if (outgoing.reusedSocket && error.code === 'ECONNRESET')
          resolve(this.request(method, path, headers, body))
        else reject(error)
      })
      outgoing.end(body)
    })
  }

  get(path: string, headers: Headers = {}): Promise<Answer> {
    return this.request('GET', path, headers)
  }

  /** The page as a browser asks for it that has the rest already. */
  async rsc(path: string, headers: Headers = {}): Promise<Answer> {
    const asked = await this.get(`${path}?_rsc=1a2b3`, { RSC: '1', ...headers })
    // Next first leads to the address that such a request should have been sent to.
    const own = asked.leadsTo?.startsWith(`${path}?_rsc`)
    return own ? this.get(asked.leadsTo ?? '', { RSC: '1', ...headers }) : asked
  }

  /** Draws the page, finds its form with all these fields or that button, and posts it as without JavaScript. */
  async submit(path: string, fields: Fields, button?: string, headers: Headers = {}): Promise<Answer> {
    const page = await this.get(path)
    // A button may stand elsewhere and name its form.
    const of = new RegExp(`<button\\b[^>]* form="([^"]*)"[^>]*>${button}<`).exec(page.body)?.[1]
    const form = formsOf(page.body).find(
      ({ html, hidden }) =>
        (of === undefined || html.startsWith(`<form id="${of}"`)) &&
        (of !== undefined || button === undefined || html.includes(`>${button}<`)) &&
        Object.keys(fields).every((name) => name in hidden || html.includes(`name="${name}"`)),
    )
    if (!form) throw new Error(`${path} answered ${page.status} without such a form.`)
    return this.request(
      'POST',
      path,
      { ...plainForm, ...headers },
      multipart(Object.entries({ ...form.hidden, ...fields })),
    )
  }

  /** Posts an action as a page with JavaScript does: by its id, to a page that has it. */
  act(action: { id: string; path: string }, fields: Fields, headers: Headers = {}): Promise<Answer> {
    const row = Object.entries(fields).map(([name, value]): [string, string] => [`_1_${name}`, value])
    // The arguments come last, for they are read as soon as they arrive.
    const body = multipart([...row, ['0', '[{"status":"idle"},"$K1"]']])
    const own = { 'Next-Action': action.id, Accept: 'text/x-component', ...plainForm }
    return this.request('POST', action.path, { ...own, ...headers }, body)
  }

  /** Posts an action with any JSON for arguments. */
  actJson(action: { id: string; path: string }, args: string): Promise<Answer> {
    const own = { 'Next-Action': action.id, 'Content-Type': 'text/plain;charset=UTF-8' }
    return this.request('POST', action.path, { ...own, Accept: 'text/x-component' }, args)
  }

  #keep(setCookies: string[]): void {
    for (const line of setCookies) {
      const [pair = ''] = line.split(';')
      const name = pair.slice(0, pair.indexOf('='))
      const value = pair.slice(pair.indexOf('=') + 1)
      const over = /expires=Thu, 01 Jan 1970/i.test(line) || /max-age=0(;|$)/i.test(line)
      if (over || value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }
}

/** What a form-data body with these fields looks like. */
export function multipart(fields: [name: string, value: string][]): string {
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return `${parts.join('')}--${boundary}--\r\n`
}

/** The forms of a page, each with what it sends without being typed. */
export function formsOf(page: string): { html: string; hidden: Fields }[] {
  return [...page.matchAll(/<form\b.*?<\/form>/gs)].map(([html]) => {
    const inputs = [...html.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
      decodeEntities(/name="([^"]*)"/.exec(input)?.[1] ?? ''),
      decodeEntities(/value="([^"]*)"/.exec(input)?.[1] ?? ''),
    ])
    return { html, hidden: Object.fromEntries(inputs) as Fields }
  })
}

const entities: Record<string, string> = { quot: '"', amp: '&', lt: '<', gt: '>', '#x27': "'" }
const decodeEntities = (html: string) =>
  html.replace(/&(quot|amp|lt|gt|#x27);/g, (whole, name: string) => entities[name] ?? whole)

function leadsTo(headers: IncomingHttpHeaders): string | null {
  const redirect = headers['x-action-redirect']
  if (typeof redirect === 'string') return redirect.split(';')[0] ?? null
  return headers.location ?? null
}
