import { afterEach } from 'vitest'
import { openPostman, type Postman } from '@/lib/jobs/mail/postman'
import { tell } from '@/lib/records/outbox/outbox'
import { Mailbox } from './mailbox'
import { openWorld, type World } from './world'

export const ada = { name: 'Ada Lindqvist', email: 'ada@example.com' }
/** What is closed after each test. */
export const open: { close(): unknown }[] = []

afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

/** A world with a mail server, and who brings it its mail. */
export async function postOffice(): Promise<{ world: World; mailbox: Mailbox; postman: Postman }> {
  const world = await openWorld()
  const mailbox = await Mailbox.open()
  const postman = openPostman(mailbox.settingsOf(world))
  open.push(postman, { close: () => mailbox.stop() })
  return { world, mailbox, postman }
}

/** Writes an email. */
export const changed = (world: World) =>
  world.db.write((tx) => tell(tx, world.ctx, ada, 'password-changed', {}))

/** Writes one that is merged with others of its kind. */
export const delayed = (world: World) =>
  world.db.write((tx) => tell(tx, world.ctx, ada, 'sign-in-delayed', {}, { mergeKey: 'delayed:ada' }))
