/** Why a file is not read as a list. */
export type Undecodable = 'list-workbook' | 'list-unreadable'

/** How workbooks begin: those of Excel, LibreOffice and Numbers are zip files, older ones of Excel are OLE files. */
const workbooks = [Buffer.from('PK\u0003\u0004'), Buffer.from([0xd0, 0xcf, 0x11, 0xe0])]

/** What no text has but line ends and tabs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u0008\u000e-\u001f]/

/**
 * The text of a file as spreadsheets write it: UTF-8 with or without a byte order mark, UTF-16 of either order, or
 * Windows-1252, which is what is no UTF-8. A workbook is told apart and never unpacked; whatever else is no text is refused.
 */
export function decode(file: Buffer): { text: string } | { problem: Undecodable } {
  if (workbooks.some((start) => file.subarray(0, start.length).equals(start)))
    return { problem: 'list-workbook' }
  const text = textOf(file)
  return text === null || controls.test(text) ? { problem: 'list-unreadable' } : { text }
}

function textOf(file: Buffer): string | null {
  if (file[0] === 0xff && file[1] === 0xfe) return decoded(file, 'utf-16le')
  if (file[0] === 0xfe && file[1] === 0xff) return decoded(file, 'utf-16be')
  // Without a mark: of letters that most lists are made of one half is zero.
  const start = file.subarray(0, 512)
  const zeros = (odd: number) => start.filter((byte, n) => n % 2 === odd && byte === 0).length
  const many = start.length / 4
  if (zeros(1) > many && zeros(0) === 0) return decoded(file, 'utf-16le')
  if (zeros(0) > many && zeros(1) === 0) return decoded(file, 'utf-16be')
  return decoded(file, 'utf-8') ?? windows1252(file)
}

/** What Windows-1252 has where Latin-1 has no characters, from 0x80 on. Node 20 takes the one for the other. */
const added = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

const windows1252 = (file: Buffer) =>
  file.toString('latin1').replace(/[\u0080-\u009f]/g, (one) => added.charAt(one.charCodeAt(0) - 0x80))

/** Null where the bytes are not of this encoding. The byte order mark is left out. */
function decoded(file: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(file)
  } catch {
    return null
  }
}
