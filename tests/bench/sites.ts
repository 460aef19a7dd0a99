import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { digest, newToken } from '@/lib/crypto/token'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { contextOf } from '@/lib/runtime'
import { readSettings } from '@/lib/settings'
import { Caller } from './caller'
import { connections, perSecond } from './load'

const batch = 500
const hostOf = (n: number) => `site-${n}.example.com`

/**
 * Adds so many sites behind a proxy to the organization of these sessions, before its server starts, and opens a gate at the
 * first site for each session. Answers with the gates' tokens.
 */
export async function addSites(dataFolder: string, sites: number, sessions: string[]): Promise<string[]> {
  const runtime = await openRuntime(readSettings({ DATA_DIR: dataFolder }))
  const { db, now } = contextOf(runtime, { address: '', userAgent: '' })
  const { apps, gates, sessions: rows, users } = db.tables
  const owned = await Promise.all(sessions.map((token) => ownerOf(token)))
  async function ownerOf(token: string) {
    const [row] = await db.read
      .select({ sessionId: rows.id, organizationId: users.organizationId, expiresAt: rows.expiresAt })
      .from(rows)
      .innerJoin(users, eq(users.id, rows.userId))
      .where(eq(rows.tokenDigest, digest(token)))
    if (!row) throw new Error('There is no such session.')
    return row
  }
  const { organizationId } = owned[0] ?? { organizationId: '' }
  const added = Array.from({ length: sites }, (_, n) => ({
    ...{ id: randomUUID(), organizationId, name: `Site ${n}`, sortName: `site ${n}`, kind: 'proxy' as const },
    ...{ address: `https://${hostOf(n)}`, host: hostOf(n), createdAt: now() },
  }))
  for (let n = 0; n < added.length; n += batch)
    await db.write((tx) => tx.insert(apps).values(added.slice(n, n + batch)))
  const appId = added[0]?.id ?? ''
  const tokens = owned.map(() => newToken())
  await db.write((tx) =>
    tx.insert(gates).values(
      owned.map(({ sessionId, expiresAt }, n) => ({
        ...{ tokenDigest: digest(tokens[n] ?? ''), sessionId, appId, host: hostOf(0) },
        ...{ createdAt: now(), expiresAt },
      })),
    ),
  )
  await db.close()
  return tokens
}

/** How many requests to a site its proxy has let through in a second, each connection for another gate. */
export async function verifiesPerSecond(port: number, gates: string[], seconds: number): Promise<number> {
  const callers = gates.slice(0, connections).map((gate) => ({ caller: new Caller(port), gate }))
  try {
    return await perSecond(callers, seconds, ({ caller, gate }) =>
      caller.get(
        '/api/verify/nginx',
        `X-Original-URL: https://${hostOf(0)}/page?n=1\r\nX-Original-Method: GET\r\nSec-Fetch-Mode: navigate\r\nCookie: __Host-cs.gate=${gate}\r\n`,
      ),
    )
  } finally {
    for (const { caller } of callers) caller.close()
  }
}
