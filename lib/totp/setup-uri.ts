import { createHash } from 'node:crypto'
import QRCode from 'qrcode'

const plain = (text: string) =>
  text
    .replace(/[:\p{C}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** At most so many characters. What was longer ends with a digest of all of it: two that begin alike stay two. */
function short(text: string, length: number): string {
  const characters = [...plain(text)]
  if (characters.length <= length) return characters.join('')
  const ending = `…${createHash('sha256').update(text).digest('hex').slice(0, 6)}`
  return characters.slice(0, length - ending.length).join('') + ending
}

/**
 * The `otpauth:` URI of a setup key (Key URI Format): issuer and account without colons and invisible characters, short
 * enough to scan. `apart`: what tells this entry from another one of the same name, for apps keep one entry per
 * label and replace it without a word; however long the account is, it is there.
 */
export function setupUri(setupKey: string, issuer: string, account: string, apart: string[] = []): string {
  const name = encodeURIComponent(short(issuer, 40))
  const ending = apart.map((mark) => ` (${short(mark, 40)})`).join('')
  const label = `${name}:${encodeURIComponent(short(account, Math.max(20, 80 - ending.length)) + ending)}`
  return `otpauth://totp/${label}?secret=${setupKey}&issuer=${name}&algorithm=SHA1&digits=6&period=30`
}

/** The squares of its QR code, row by row, error correction M (ISO/IEC 18004). */
export function qrModules(uri: string): { size: number; data: Uint8Array } {
  const { modules } = QRCode.create(uri, { errorCorrectionLevel: 'M' })
  return { size: modules.size, data: modules.data }
}
