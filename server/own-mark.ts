import { newToken } from '@/lib/crypto/token'

/** The variable by which a server's processes have the same mark. */
export const ownMarkVariable = 'COUNTERSIGN_OWN_MARK'

/** What only Next is told, and hands back when it fetches from us: of several processes, any one may be asked. */
export const ownMark = process.env[ownMarkVariable] || newToken()
