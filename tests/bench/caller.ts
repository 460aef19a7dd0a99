import { connect, type Socket } from 'node:net'

const answersWithinMs = 60_000

type Answer = { status: number; location: string; body: string }
type Waiting = { resolve(answer: Answer): void; reject(error: Error): void }

/**
 * A program that calls, one request at a time, on one kept-alive connection. It knows as much of HTTP as our servers
 * answer with and no more, so that on a machine that it shares with them most of the time is theirs.
 */
export class Caller {
  readonly #port: number
  readonly #host: string
  #socket: Socket | null = null
  #received = Buffer.alloc(0)
  #waiting: Waiting | null = null

  constructor(port: number) {
    this.#port = port
    this.#host = `Host: 127.0.0.1:${port}\r\nUser-Agent: Countersign/1.0 (Android 16)\r\n`
  }

  /** Reads an answer to its end. Throws unless it is a 200. `headers`: whole lines. */
  async get(path: string, headers = ''): Promise<void> {
    const { status, body } = await this.#ask(`GET ${path} HTTP/1.1\r\n${this.#host}${headers}\r\n`)
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${body}`)
  }

  /** Answers with where it is led. Throws unless that is what the answer does. */
  async led(path: string, headers = ''): Promise<string> {
    const { status, location, body } = await this.#ask(`GET ${path} HTTP/1.1\r\n${this.#host}${headers}\r\n`)
    if (location === '') throw new Error(`GET ${path} answered ${status}: ${body}`)
    return location
  }

  /** Sends JSON and answers with the JSON that comes back. Throws unless the answer is a 200. */
  post<Body>(path: string, sent: unknown, headers = ''): Promise<Body> {
    return this.#send(path, 'application/json', JSON.stringify(sent), headers)
  }

  /** Sends a form and answers with the JSON that comes back. Throws unless the answer is a 200. */
  submit<Body>(path: string, form: URLSearchParams, headers = ''): Promise<Body> {
    return this.#send(path, 'application/x-www-form-urlencoded', form.toString(), headers)
  }

  async #send<Body>(path: string, type: string, text: string, headers: string): Promise<Body> {
    const length = `Content-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n`
    const { status, body } = await this.#ask(
      `POST ${path} HTTP/1.1\r\n${this.#host}${headers}${length}\r\n${text}`,
    )
    if (status !== 200) throw new Error(`POST ${path} answered ${status}: ${body}`)
    return JSON.parse(body) as Body
  }

  close(): void {
    this.#socket?.destroy()
  }

  #ask(request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket ??= this.#open()
      this.#socket.write(request)
    })
  }

  #open(): Socket {
    const socket = connect(this.#port, '127.0.0.1').setNoDelay(true)
    socket.on('data', (chunk) => {
      this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
      const answer = read(this.#received)
      if (!answer) return
      this.#received = Buffer.alloc(0)
      this.#settle()?.resolve(answer)
    })
    socket.setTimeout(answersWithinMs, () => socket.destroy(new Error('A call was not answered in time.')))
    socket.once('error', (error) => this.#settle()?.reject(error))
    socket.once('close', () => {
      this.#socket = null
      this.#settle()?.reject(new Error('The connection was closed before the answer.'))
    })
    return socket
  }

  #settle(): Waiting | null {
    const waiting = this.#waiting
    this.#waiting = null
    return waiting
  }
}

/** A whole answer, in as many chunks as it came; null while there is more to come. */
function read(received: Buffer): Answer | null {
  const headEnds = received.indexOf('\r\n\r\n')
  if (headEnds < 0) return null
  const head = received.toString('latin1', 0, headEnds)
  const status = Number(head.slice(9, 12))
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  const location = /\r\nlocation: *(\S+)/i.exec(head)?.[1] ?? ''
  const rest = received.subarray(headEnds + 4)
  if (length !== undefined)
    return rest.length < Number(length)
      ? null
      : { status, location, body: rest.toString('utf8', 0, Number(length)) }
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) throw new Error(`An answer without a length:\n${head}`)
  const body = unchunk(rest)
  return body === null ? null : { status, location, body }
}

function unchunk(rest: Buffer): string | null {
  let body = ''
  for (let at = 0; ; ) {
    const lineEnds = rest.indexOf('\r\n', at)
    if (lineEnds < 0) return null
    const size = Number.parseInt(rest.toString('latin1', at, lineEnds), 16)
    const next = lineEnds + 2 + size + 2
    if (rest.length < next) return null
    if (size === 0) return body
    body += rest.toString('utf8', lineEnds + 2, lineEnds + 2 + size)
    at = next
  }
}
