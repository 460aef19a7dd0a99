import { Agent, type IncomingMessage, request } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const answersWithinMs = 60_000

const unzip = promisify(gunzip)

type Answer = { status: number; location: string | undefined; body: Buffer; zipped: boolean }

/**
 * A browser without JavaScript, on one kept-alive connection, behind a proxy that names its address: it keeps cookies,
 * takes compressed pages, and posts forms as they stand in the HTML.
 */
export class Visitor {
  readonly #port: number
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  #cookies = new Map<string, string>()
  #address = '10.0.0.1'

  constructor(port: number) {
    this.#port = port
  }

  /** Someone else, at another address, without cookies; the connection (the proxy's) stays. */
  becomeAnother(address: string): void {
    this.#cookies = new Map()
    this.#address = address
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value)
  }

  /** Its cookies, as it sends them. */
  get cookies(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** Goes wherever it is led, by redirects and by pages that forward, until that is another site. */
  async follow(path: string): Promise<void> {
    let at = path
    for (let hops = 0; hops < 12; hops++) {
      const answer = await this.#ask('GET', at)
      const led =
        answer.location ?? /http-equiv="refresh" content="0; ?url=([^"]+)"/i.exec(await textOf(answer))?.[1]
      if (!led) throw new Error(`GET ${at} answered ${answer.status}.`)
      if (!led.startsWith('/')) return
      at = led.replaceAll('&amp;', '&')
    }
    throw new Error(`${path} leads in circles.`)
  }

  /** Reads a page to its end, without unzipping it: for those who only count pages. Throws unless it is one. */
  async get(path: string): Promise<void> {
    const { status } = await this.#ask('GET', path)
    if (status !== 200) throw new Error(`GET ${path} answered ${status}.`)
  }

  /** Opens a page, following where it leads, and answers with its HTML. */
  async open(path: string): Promise<string> {
    let at = path
    for (let hops = 0; hops < 5; hops++) {
      const answer = await this.#ask('GET', at)
      if (answer.status === 200) return textOf(answer)
      if (!answer.location) throw new Error(`GET ${at} answered ${answer.status}.`)
      at = answer.location
    }
    throw new Error(`${path} leads in circles.`)
  }

  /** Fills in the form with these fields, sends it, and answers with the page it leads to. */
  async submit(path: string, html: string, fields: Record<string, string>): Promise<string> {
    const form = new FormData()
    for (const [name, value] of hiddenInputs(html, Object.keys(fields))) form.append(name, value)
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    const encoded = new Response(form)
    const answer = await this.#ask('POST', path, Buffer.from(await encoded.arrayBuffer()), {
      'Content-Type': encoded.headers.get('Content-Type') ?? '',
      Origin: `http://127.0.0.1:${this.#port}`,
    })
    if (answer.location) return this.open(answer.location)
    throw new Error(`POST ${path} answered ${answer.status}: ${messageIn(await textOf(answer))}`)
  }

  #ask(method: string, path: string, body?: Buffer, more: Record<string, string> = {}): Promise<Answer> {
    const headers: Record<string, string | number> = {
      'User-Agent': userAgent,
      Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
      'Accept-Encoding': 'gzip',
      'X-Forwarded-For': this.#address,
      ...more,
    }
    if (this.#cookies.size > 0) headers.Cookie = this.cookies
    if (body) headers['Content-Length'] = body.length
    const options = { host: '127.0.0.1', port: this.#port, path, method, headers, agent: this.#agent }
    return new Promise((resolve, reject) => {
      const sent = request({ ...options, timeout: answersWithinMs }, (response) => {
        this.#keepCookies(response)
        read(response).then(resolve, reject)
      })
      sent.once('timeout', () => sent.destroy(new Error(`${method} ${path} was not answered in time.`)))
      sent.once('error', (error) => {
        // A connection that stood idle may be closed just as it is taken up again: browsers then ask anew.
        if (method === 'GET' && sent.reusedSocket && codeOf(error) === 'ECONNRESET') {
          this.#ask(method, path).then(resolve, reject)
        } else reject(error)
      })
      sent.end(body)
    })
  }

  #keepCookies(response: IncomingMessage): void {
    for (const line of response.headers['set-cookie'] ?? []) {
      const [pair = ''] = line.split(';', 1)
      const name = pair.slice(0, pair.indexOf('='))
      const value = pair.slice(name.length + 1)
      if (value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
  }
}

const codeOf = (error: NodeJS.ErrnoException) => error.code

async function read(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  const { location, 'content-encoding': encoding } = response.headers
  return {
    status: response.statusCode ?? 0,
    location: location?.replace(/^http:\/\/[^/]+/, ''),
    body: Buffer.concat(chunks),
    zipped: encoding === 'gzip',
  }
}

const textOf = async ({ body, zipped }: Answer) => (zipped ? await unzip(body) : body).toString()

/** The hidden inputs of the form that has all these fields: React's reference to the action, and the page's own. */
function hiddenInputs(html: string, fields: string[]): [name: string, value: string][] {
  const form = html
    .split('<form')
    .slice(1)
    .map((rest) => rest.slice(0, rest.indexOf('</form>')))
    .find((text) => fields.every((field) => text.includes(`name="${field}"`)))
  if (!form) throw new Error(`The page has no form with ${fields.join(', ')}.`)
  return [...form.matchAll(/<input type="hidden"[^>]*>/g)].map(([tag]) => [
    attribute(tag, 'name'),
    attribute(tag, 'value'),
  ])
}

function attribute(tag: string, name: string): string {
  const text = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

const messageIn = (html: string) =>
  /role="alert"[^>]*>(.*?)<\/div>/s.exec(html)?.[1]?.replace(/<[^>]*>/g, '') ?? 'no message'
