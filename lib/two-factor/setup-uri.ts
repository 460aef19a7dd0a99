import QRCode from 'qrcode'

const plain = (text: string, length: number) =>
  [
    ...text
      .replace(/[:\p{C}\p{Zl}\p{Zp}]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  ]
    .slice(0, length)
    .join('')

/**
 * The `otpauth:` URI of a setup key (Key URI Format): issuer and account without colons and invisible characters, cut to a
 * length that still scans.
 */
export function setupUri(setupKey: string, issuer: string, account: string): string {
  const name = encodeURIComponent(plain(issuer, 40))
  const label = `${name}:${encodeURIComponent(plain(account, 80))}`
  return `otpauth://totp/${label}?secret=${setupKey}&issuer=${name}&algorithm=SHA1&digits=6&period=30`
}

/** The squares of its QR code, row by row, error correction M (ISO/IEC 18004). */
export function qrModules(uri: string): { size: number; data: Uint8Array } {
  const { modules } = QRCode.create(uri, { errorCorrectionLevel: 'M' })
  return { size: modules.size, data: modules.data }
}
