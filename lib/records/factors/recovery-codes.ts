import { randomBytes } from 'node:crypto'
import { and, count, eq, gt, isNotNull, isNull, lte, or } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { hashShortSecret } from '@/lib/crypto/password-hash'
import { later, minutes } from '@/lib/duration'
import { latestEnd } from '@/lib/lifespan'
import { readRecoveryCode } from '@/lib/totp/typed-codes'
import { changeUser } from '../users/change'

const howMany = 10

export const shownFor = minutes(10)

export const sealedIn = 'recovery-codes'

// Crockford's base32: no I, L, O, U to be misread.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Ten codes of 80 bits (NIST SP 800-63B-4 4.2.1.1) with their hashes, not yet anyone's. */
export type CodeSet = { codes: string[]; salt: Buffer; hashes: Buffer[] }

/** Makes a set. Throws `HashingBusyError`. */
export async function newCodeSet(): Promise<CodeSet> {
  const salt = randomBytes(16)
  const codes = Array.from({ length: howMany }, newCode)
  const hashes = await Promise.all(codes.map((code) => hashShortSecret(plain(code), salt)))
  return { codes, salt, hashes }
}

/** 16 characters of 5 bits, in groups of four. */
function newCode(): string {
  const characters = [...randomBytes(16)].map((byte) => alphabet[byte % 32]).join('')
  return characters.replace(/(.{4})(?!$)/g, '$1-')
}

const plain = (code: string) => code.replaceAll('-', '')

/** Gives someone this set; the old one is void. The codes stay sealed beside their hashes while they are shown. */
export async function storeCodeSet(tx: Writer, ctx: Context, userId: string, set: CodeSet): Promise<void> {
  const { recoveryCodeSets, recoveryCodes } = ctx.db.tables
  await removeCodes(tx, ctx, userId)
  const now = ctx.now()
  await tx.insert(recoveryCodeSets).values({
    userId,
    salt: set.salt,
    createdAt: now,
    shown: ctx.vault.seal(Buffer.from(set.codes.join('\n')), sealedIn, userId),
    shownUntil: later(now, shownFor),
  })
  await tx.insert(recoveryCodes).values(set.hashes.map((hash) => ({ userId, hash })))
  await noteCodesLeft(tx, ctx, userId)
}

export async function removeCodes(tx: Writer, ctx: Context, userId: string): Promise<void> {
  const { recoveryCodeSets, recoveryCodes } = ctx.db.tables
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
  await tx.delete(recoveryCodeSets).where(eq(recoveryCodeSets.userId, userId))
  await changeUser(tx, ctx, userId, { codesLeft: null })
}

/**
 * The hash of a typed code under the person's salt, to be claimed with `claimRecoveryCode`. Hashes something in any
 * case, so that the time tells nothing. Null when it cannot be one. Throws `HashingBusyError`.
 */
export async function hashTypedCode(ctx: Context, userId: string, typed: string): Promise<Buffer | null> {
  const { recoveryCodeSets } = ctx.db.tables
  const [set] = await ctx.db.read
    .select({ salt: recoveryCodeSets.salt })
    .from(recoveryCodeSets)
    .where(eq(recoveryCodeSets.userId, userId))
  const code = readRecoveryCode(typed)
  const hash = await hashShortSecret(code ?? '', set?.salt ?? Buffer.alloc(16))
  return code && set ? hash : null
}

/** Spends a code, once. False when it is none of the person's, or was used. */
export async function claimRecoveryCode(
  tx: Writer,
  ctx: Context,
  userId: string,
  hash: Buffer | null,
): Promise<boolean> {
  if (!hash) return false
  const { recoveryCodes } = ctx.db.tables
  const claimed = await tx
    .update(recoveryCodes)
    .set({ usedAt: ctx.now() })
    .where(and(eq(recoveryCodes.userId, userId), eq(recoveryCodes.hash, hash), isNull(recoveryCodes.usedAt)))
    .returning({ userId: recoveryCodes.userId })
  if (claimed.length === 0) return false
  await noteCodesLeft(tx, ctx, userId)
  return true
}

/** Keeps how many are left with the person, where those who have few are found by it: to be called after every change. */
export async function noteCodesLeft(tx: Writer, ctx: Context, userId: string): Promise<void> {
  await changeUser(tx, ctx, userId, { codesLeft: await countCodesLeft(tx, ctx, userId) })
}

/** How many unused codes someone has, asked within a transaction or outside. */
export async function countCodesLeft(
  from: Pick<Writer, 'select'>,
  ctx: Context,
  userId: string,
): Promise<number> {
  const { recoveryCodes } = ctx.db.tables
  const [row] = await from
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)))
  return row?.left ?? 0
}

/** Forgets the codes that no one said *Continue* to in time. */
export async function sweepShownCodes(tx: Writer, ctx: Context): Promise<void> {
  const { recoveryCodeSets } = ctx.db.tables
  const now = ctx.now()
  const { shown, shownUntil } = recoveryCodeSets
  await tx
    .update(recoveryCodeSets)
    .set({ shown: null, shownUntil: null })
    .where(and(isNotNull(shown), or(lte(shownUntil, now), gt(shownUntil, latestEnd(now, shownFor)))))
}
