import { availableParallelism } from 'node:os'
import { Caller } from './caller'
import type { Comparison } from './comparison'
import { connections, perSecond } from './load'
import type { SignIns } from './sign-ins'
import { verifiesPerSecond } from './sites'

/** The ports of what is compared. */
type Ports = { product: number; bareNext: number; bareNode: number }

/** What opens a site behind a proxy, for each connection. */
type Gates = { gates: string[] }

/** The token API against argon2id, and against the least that Next and Node answer, asked by the same client. */
export function compareTokenApi(
  { product, bareNext, bareNode, gates }: Ports & Gates,
  signIns: SignIns,
  hashing: Pick<Comparison, 'floor' | 'floorIs'>,
): Comparison[] {
  const constants = (port: number, path: string) => (seconds: number) =>
    withCallers(port, (callers) => perSecond(callers, seconds, (caller) => caller.get(path)))
  const me = {
    per: 'calls/s',
    seconds: 3,
    measure: (seconds: number) =>
      withCallers(product, async (callers) => {
        // Signed in anew each time: an access token lasts ten minutes.
        const members = await Promise.all(
          callers.map(async (caller) => ({ caller, token: await signIns.byApi(caller) })),
        )
        return perSecond(members, seconds, ({ caller, token }) =>
          caller.get('/api/v1/me', `Authorization: Bearer ${token}\r\n`),
        )
      }),
  }
  return [
    {
      what: 'API sign-ins with password and code',
      per: 'sign-ins/s',
      ...hashing,
      measure: async (seconds) => {
        await signIns.readCodes(seconds * 75 * availableParallelism())
        return withCallers(product, (callers) =>
          perSecond(callers, seconds, async (caller) => {
            await signIns.byApi(caller)
          }),
        )
      },
      seconds: 5,
      target: { atLeast: 0.75 },
    },
    {
      ...{ what: 'GET /api/v1/me', ...me, floorIs: 'calls/s of a bare Next route' },
      floor: constants(bareNext, '/route'),
      target: { atLeast: 5 },
    },
    {
      ...{ what: 'GET /api/v1/me', ...me, floorIs: 'calls/s of a bare Node server' },
      floor: constants(bareNode, '/'),
      target: { atLeast: 0.3 },
    },
    {
      ...{
        what: 'a proxy asks: /api/verify',
        per: 'requests/s',
        seconds: 3,
        floorIs: 'calls/s of GET /api/v1/me',
      },
      measure: (seconds) => verifiesPerSecond(product, gates, seconds),
      floor: me.measure,
      target: { atLeast: 0.5 },
    },
  ]
}

async function withCallers<T>(port: number, work: (callers: Caller[]) => Promise<T>): Promise<T> {
  const callers = Array.from({ length: connections }, () => new Caller(port))
  try {
    return await work(callers)
  } finally {
    for (const caller of callers) caller.close()
  }
}
