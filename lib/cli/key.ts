import { setTimeout as wait } from 'node:timers/promises'
import { Option } from 'commander'
import { rotateKey } from '@/lib/acts/keys/rotate'
import { rotateSigningKeys } from '@/lib/acts/keys/rotate-signing'
import { keyFileOf } from '@/lib/keys/key-file'
import { rotate } from '@/lib/messages/console/keys'
import { seconds } from '../duration'
import { type Command, NotWell, UsageError } from './command'

/** A new encryption key, while the server runs. Run it again if it was interrupted. */
export const keyRotate: Command = {
  about: rotate.about,
  options: [new Option('--signing', rotate.signing)],
  async run({ open, console, settings, options, confirm, say, progress }) {
    if (options.signing !== undefined) {
      await confirm(rotate.asksSigning)
      await rotateSigningKeys(await open(), console)
      return say(rotate.doneSigning)
    }
    if (settings.encryptionKey) throw new UsageError(rotate.fixed)
    await confirm(rotate.asks)
    const { resealed, unreadable } = await rotateKey(await open(), console, settings, {
      progress,
      // A server learns of the new key within a second.
      settle: () => wait(seconds(3)),
    })
    say(rotate.done(resealed), { resealed, unreadable })
    say(rotate.backUp(keyFileOf(settings)))
    if (unreadable === 0) return
    say(rotate.unreadable(unreadable))
    throw new NotWell()
  },
}
