import type { ServerResponse } from 'node:http'

/** What was given to `writeHead`. */
export type Head = unknown[]

/** Sends an answer in one piece, with the headers as they are. What is written after it is dropped. */
export type Send = (head: Head, whole: Buffer | string) => void

type Holding = {
  /**
   * Asked once, when the headers are set: whether the answer goes on to the client as it is, with the head as this leaves it,
   * is held until it is whole, or was sent here.
   */
  begin: (head: Head, send: Send) => 'passes' | 'held' | 'sent'
  /** What was held is whole, and is sent here. */
  letGo: (head: Head, whole: Buffer, send: Send) => void
}

/** Holds back what is written to an answer, for those that are sent otherwise than they were written. */
export function holdBack(response: ServerResponse, { begin, letGo }: Holding): void {
  const { writeHead, write, end, flushHeaders } = response
  let held: { head: Head; parts: Buffer[] } | null = null
  let sent = false

  const send = (head: Head, whole: Buffer | string, done?: unknown) => {
    held = null
    sent = true
    Reflect.apply(writeHead, response, head)
    Reflect.apply(end, response, typeof done === 'function' ? [whole, done] : [whole])
  }

  // Whatever sends headers passes here: also Node itself, at the first write.
  response.writeHead = (...head: unknown[]) => {
    if (held || sent) return response
    const begun = begin(head, send)
    if (begun === 'passes') return Reflect.apply(writeHead, response, head)
    if (begun === 'held') held = { head, parts: [] }
    return response
  }

  /** Whether what is written goes on to the client as it is. */
  function passes(): boolean {
    if (!response.headersSent && !held && !sent) response.writeHead(response.statusCode)
    return !held && !sent
  }
  function hold([chunk, encoding]: unknown[]) {
    if (typeof chunk === 'string')
      held?.parts.push(
        Buffer.from(chunk, Buffer.isEncoding(String(encoding)) ? (encoding as 'utf8') : 'utf8'),
      )
    else if (chunk instanceof Uint8Array) held?.parts.push(Buffer.from(chunk))
  }
  response.write = (...given: unknown[]) => {
    if (passes()) return Reflect.apply(write, response, given)
    hold(given)
    const done = given.at(-1)
    if (typeof done === 'function') queueMicrotask(() => done())
    return true
  }
  response.end = (...given: unknown[]) => {
    if (passes()) return Reflect.apply(end, response, given)
    hold(given)
    if (held) letGo(held.head, Buffer.concat(held.parts), (head, whole) => send(head, whole, given.at(-1)))
    return response
  }
  response.flushHeaders = () => {
    if (passes()) Reflect.apply(flushHeaders, response, [])
  }
}
