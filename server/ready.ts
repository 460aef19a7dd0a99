import { followKey } from '@/lib/keys/named-key'
import type { Runtime } from '@/lib/runtime'
import type { Answer, Exchange } from './exchange'

/** Why no work should be sent here, in the order in which it is asked. */
const reasons = {
  database: "The database isn't answering.",
  migrations: 'The database has other migrations than this build. Start all servers with the same version.',
  key: "The key that the database names isn't in SECRETS_DIR or ENCRYPTION_KEY.",
} as const

/** `/api/ready`: the database answers, has this build's migrations, and the key opens what is sealed in it. */
export async function answerReady({ house }: Exchange): Promise<Answer> {
  const reason = await unreadiness(house.runtime)
  return reason === null
    ? said(200, { ready: true })
    : said(503, { ready: false, reason, detail: reasons[reason] })
}

async function unreadiness({ db, vault }: Runtime): Promise<keyof typeof reasons | null> {
  try {
    await db.check()
    if ((await db.migrationsMissing()) !== 0) return 'migrations'
  } catch {
    return 'database'
  }
  // A key file that cannot be read is a key that is not there.
  return (await followKey(db, vault).catch(() => false)) ? null : 'key'
}

const said = (status: number, body: object): Answer => ({
  ...{ status, body: JSON.stringify(body) },
  headers: { 'Content-Type': 'application/json' },
})
