import { createSocket } from 'node:dgram'
import { seconds } from './duration'

export type TimeServer = { host: string; port: number }

export const publicTimeServer: TimeServer = { host: 'pool.ntp.org', port: 123 }

/** Seconds from 1900, where NTP counts from, to 1970. */
const from1900 = 2_208_988_800

/**
 * How many milliseconds the clock is behind a time server (SNTP, RFC 4330 5), negative when it is ahead; null when none
 * answers within three seconds.
 */
export function clockOffset({ host, port }: TimeServer): Promise<number | null> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    const asked = Date.now()
    const finish = (offset: number | null) => {
      clearTimeout(timer)
      socket.removeAllListeners()
      socket.on('error', () => {})
      socket.close()
      resolve(offset)
    }
    const timer = setTimeout(() => finish(null), seconds(3))
    socket.once('error', () => finish(null))
    socket.once('message', (answer) => {
      const now = Date.now()
      if (answer.length < 48) return finish(null)
      const received = timestamp(answer, 32)
      const sent = timestamp(answer, 40)
      finish((received - asked + (sent - now)) / 2)
    })
    // Version 4, mode 3: a client.
    const question = Buffer.alloc(48)
    question[0] = 0x23
    socket.send(question, port, host, (error) => error && finish(null))
  })
}

const timestamp = (packet: Buffer, at: number) =>
  (packet.readUInt32BE(at) - from1900) * 1000 + (packet.readUInt32BE(at + 4) * 1000) / 2 ** 32
