import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { clockOffset } from '@/lib/time-server'

const from1900 = 2_208_988_800

/** A time server on this machine whose clock is ahead by so many milliseconds; null: it answers nonsense. */
async function timeServer(ahead: number | null) {
  const socket = createSocket('udp4')
  socket.on('message', (_question, { port, address }) => {
    const answer = Buffer.alloc(ahead === null ? 3 : 48)
    if (ahead !== null) {
      const at = Date.now() + ahead
      for (const offset of [32, 40]) {
        answer.writeUInt32BE(Math.floor(at / 1000) + from1900, offset)
        answer.writeUInt32BE(Math.floor(((at % 1000) / 1000) * 2 ** 32), offset + 4)
      }
    }
    socket.send(answer, port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { host: '127.0.0.1', port: socket.address().port, close: () => socket.close() }
}

test.each([0, 90_000, -45_000])('a time server that is %i ms ahead', async (ahead) => {
  const server = await timeServer(ahead)
  const offset = await clockOffset(server)
  server.close()
  expect(Math.abs((offset ?? Number.NaN) - ahead)).toBeLessThan(500)
})

test('nonsense is no time, and neither is silence', async () => {
  const server = await timeServer(null)
  expect(await clockOffset(server)).toBeNull()
  server.close()
  expect(await clockOffset({ host: '127.0.0.1', port: 9 })).toBeNull()
})
