import { setTimeout as wait } from 'node:timers/promises'
import { rotateKey } from '@/lib/acts/keys/rotate'
import { keyFileOf } from '@/lib/keys/key-file'
import { counted } from '@/lib/messages/codes'
import { seconds } from '../duration'
import { type Command, NotWell, UsageError } from './command'

/** A new encryption key, while the server runs. Run it again if it was interrupted. */
export const keyRotate: Command = {
  about: 'Makes a new encryption key and seals every secret with it, while the server runs.',
  async run({ open, console, settings, confirm, say, progress }) {
    if (settings.encryptionKey)
      throw new UsageError(
        'ENCRYPTION_KEY is set, and a variable cannot be rotated. Put the key into encryption.key in SECRETS_DIR, remove the variable and run this again.',
      )
    await confirm('Makes a new encryption key and seals every secret with it.')
    const { resealed, unreadable } = await rotateKey(await open(), console, settings, {
      progress,
      // A server learns of the new key within a second.
      settle: () => wait(seconds(3)),
    })
    say(`Sealed ${counted(resealed, 'secret')} with the new key.`, { resealed, unreadable })
    say(`Back up ${keyFileOf(settings)} now: backups made from today on need its first line.`)
    if (unreadable === 0) return
    say(`${counted(unreadable, 'secret')} can't be opened with any key. Run doctor.`)
    throw new NotWell()
  },
}
