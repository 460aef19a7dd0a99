import { type AddressInfo, createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { seconds } from '@/lib/duration'
import { leaveErrand } from '@/lib/records/errands/leave'
import { openSite } from '../support/server/site'

/**
 * A mail server that says its lines, each after what it answers, and does as it likes from some point on. `underWay`: how many
 * letters are: connections that nobody has closed.
 */
async function mailServer(answer: (line: string, socket: Socket) => void) {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => {}).on('close', () => open.delete(socket))
    socket.setEncoding('utf8')
    let rest = ''
    answer('', socket)
    socket.on('data', (text) => {
      rest += text
      for (let at = rest.indexOf('\r\n'); at >= 0; at = rest.indexOf('\r\n')) {
        answer(rest.slice(0, at), socket)
        rest = rest.slice(at + 2)
      }
    })
  }).unref()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, underWay: () => open.size }
}

const drip = (socket: Socket, line: string) => {
  const timer = setInterval(() => socket.write(`${line}\r\n`), 300)
  socket.on('close', () => clearInterval(timer))
}

const kinds: Record<string, (line: string, socket: Socket) => void> = {
  'hangs after the letter': (line, socket) => {
    if (line === '') socket.write('220 here\r\n')
    else if (line.startsWith('EHLO')) socket.write('250 here\r\n')
    else if (/^(MAIL|RCPT)/.test(line)) socket.write('250 well\r\n')
    else if (line === 'DATA') {
      socket.write('354 go on\r\n')
      socket.removeAllListeners('data').resume()
    }
  },
  'drips its greeting': (line, socket) => {
    if (line === '') drip(socket, '220-slowly')
  },
  'drips its answer': (line, socket) => {
    if (line === '') socket.write('220 here\r\n')
    else if (line.startsWith('EHLO')) drip(socket, '250-slowly')
  },
}

async function siteWith(answer: (line: string, socket: Socket) => void) {
  let called = () => {}
  const someoneCalled = new Promise<void>((resolve) => (called = resolve))
  const { port, underWay } = await mailServer((line, socket) => {
    if (line.startsWith('DATA') || !/^(MAIL|RCPT)/.test(line)) called()
    answer(line, socket)
  })
  const site = await openSite({ SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'id@example.com' })
  const agent = await site.seed.agent({ enrolled: true })
  await someoneCalled
  return { site, agent, underWay }
}

test.each(Object.entries(kinds))(
  'a mail server that %s keeps no errand waiting, and no stop',
  async (_, answer) => {
    const { site, agent, underWay } = await siteWith(answer)
    const ctx = site.ctx()
    const { errands, outbox } = ctx.db.tables
    await ctx.db.write((tx) => leaveErrand(tx, ctx, 'password-reset', { email: agent.email }))
    const left = () => ctx.db.read.select().from(errands)
    await expect.poll(left, { timeout: seconds(8) }).toEqual([])
    expect((await ctx.db.read.select().from(outbox)).map(({ name }) => name)).toContain('password-reset')
    await expect.poll(underWay).toBe(1)
    const begun = Date.now()
    expect(await site.server.stop(), site.server.output()).toBe(0)
    expect(Date.now() - begun).toBeLessThan(seconds(10))
  },
)
