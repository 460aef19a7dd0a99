import { counted } from '../codes'

/** What the command line says about the key. */
export const rotate = {
  about: 'Makes a new encryption key and seals every secret with it, while the server runs.',
  signing: 'Changes the keys that sign for apps instead. Apps pick up the new ones automatically.',
  asksSigning: 'Changes the keys that sign for apps.',
  doneSigning: 'New keys sign for apps now. What the old ones signed stays valid.',
  fixed:
    'ENCRYPTION_KEY is set, and a variable cannot be rotated. Put the key into encryption.key in SECRETS_DIR, remove the variable and run this again.',
  asks: 'Makes a new encryption key and seals every secret with it.',
  done: (resealed: number) => `Sealed ${counted(resealed, 'secret')} with the new key.`,
  backUp: (keyFile: string) => `Back up ${keyFile} now: backups made from today on need its first line.`,
  unreadable: (unreadable: number) =>
    `${counted(unreadable, 'secret')} can't be opened with any key. Run doctor.`,
}
