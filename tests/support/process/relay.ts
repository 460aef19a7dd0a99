import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** The way to a server that can break: whoever is told its port gets no further than it lets them. */
export class Relay {
  readonly #to: number
  readonly #open = new Set<Socket>()
  #frozen = false
  #server: Server | null = null
  #port = 0

  private constructor(to: number) {
    this.#to = to
  }

  /** A way to this port of this machine. */
  static async to(port: number): Promise<Relay> {
    const relay = new Relay(port)
    await relay.mend()
    return relay
  }

  get port(): number {
    return this.#port
  }

  /** Breaks every connection; new ones are made as before. */
  cut(): void {
    for (const socket of this.#open) socket.destroy()
  }

  /** Breaks every connection and refuses new ones, as where no server is. */
  async close(): Promise<void> {
    const server = this.#server
    this.#server = null
    const closed = new Promise((resolve) => server?.close(resolve) ?? resolve(null))
    this.cut()
    await closed
  }

  /** Nothing comes through any more, and nobody is told: a frozen server, a cable that was pulled. */
  freeze(): void {
    this.#frozen = true
    for (const socket of this.#open) socket.pause()
  }

  /** It works again. What was frozen goes on where it was. */
  async mend(): Promise<void> {
    this.#frozen = false
    for (const socket of this.#open) socket.resume()
    if (this.#server) return
    const server = createServer((near) => {
      const far = connect(this.#to, '127.0.0.1')
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#open.add(one)
        one.on('data', (data) => other.write(data))
        one.on('error', () => {})
        one.on('close', () => {
          this.#open.delete(one)
          other.destroy()
        })
        if (this.#frozen) one.pause()
      }
    })
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve))
    this.#server = server
    this.#port = (server.address() as AddressInfo).port
  }
}
