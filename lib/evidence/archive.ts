import { open } from 'node:fs/promises'
import { type Entry, openPromise, type ZipFile } from 'yauzl'

/** A zip file that cannot be read: the message is the library's or ours. */
export class ArchiveError extends Error {
  override name = 'ArchiveError'
}

/** The mode of every file of a pack. */
export const memberMode = 0o100600

/** Packs have six; who opens thousands of them is made to work. */
const mostEntries = 40

/** A file in an archive. */
export type Member = {
  name: string
  bytes: number
  /** What is in it, inflated as it is read. Throws `ArchiveError`, also once there is more than `bytes` says. */
  read(): AsyncGenerator<Buffer>
}

/** `asExported`: every byte around the files is as we write it. */
type Archive = { members: Member[]; asExported: boolean; close(): void }

/**
 * The files of an archive, in order. Nothing is written, so names lead nowhere; they are refused all the same where they
 * lead out of a folder. Throws `ArchiveError` for what is no zip file.
 */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await openPromise(path, {
    ...{ lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true },
  }).catch(refused)
  try {
    if (zip.entryCount > mostEntries) throw new ArchiveError(`It has ${zip.entryCount} files.`)
    const entries: Entry[] = []
    for await (const entry of zip.eachEntry()) entries.push(entry)
    const asExported = await isOurs(zip, entries, path)
    const members = entries.map((entry) => ({
      ...{ name: entry.fileName, bytes: entry.uncompressedSize },
      read: () => contentOf(zip, entry),
    }))
    return { members, asExported, close: () => zip.close() }
  } catch (error) {
    zip.close()
    return refused(error)
  }
}

function refused(error: unknown): never {
  // A file that cannot be opened at all is no broken archive.
  if (error instanceof Error && 'syscall' in error) throw error
  throw new ArchiveError(error instanceof Error ? error.message : String(error))
}

async function* contentOf(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) yield chunk as Buffer
  } catch (error) {
    refused(error)
  }
}

/** What an entry's sizes are written as, where they were not known before its content. */
const sizesLater = 1 << 3

/**
 * Whether one file stands behind the other from the first byte on, each with its header, and then the directory: byte by byte
 * as we write them, so that nothing hides between them and no header says another thing than the directory.
 */
async function isOurs(zip: ZipFile, entries: readonly Entry[], path: string): Promise<boolean> {
  const file = await open(path)
  try {
    let at = 0
    const has = async (bytes: Buffer) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes.length), 0, bytes.length, at)
      at += bytes.length
      return bytesRead === bytes.length && buffer.equals(bytes)
    }
    for (const entry of entries) {
      const later = (entry.generalPurposeBitFlag & sizesLater) !== 0
      const header = Buffer.concat([
        numbers([0x04034b50, 4], ...known(entry), ...(later ? unknownSizes : sizes(entry)), ...names(entry)),
        entry.fileNameRaw,
      ])
      if (entry.relativeOffsetOfLocalHeader !== at || !(await has(header))) return false
      at += entry.compressedSize
      if (later && !(await has(numbers([0x08074b50, 4], ...sizes(entry))))) return false
    }
    const directory = Buffer.concat(entries.flatMap((entry) => [inDirectory(entry), entry.fileNameRaw]))
    const count: Field = [entries.length, 2]
    const end = numbers([0x06054b50, 4], [0, 4], count, count, [directory.length, 4], [at, 4], [0, 2])
    return (await has(Buffer.concat([directory, end]))) && at === zip.fileSize
  } finally {
    await file.close()
  }
}

/** A number and how many bytes it takes, the lowest first. */
type Field = readonly [value: number, bytes: 2 | 4]

function numbers(...fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.map(([value, bytes]) => {
      const field = Buffer.alloc(bytes)
      field.writeUIntLE(value, 0, bytes)
      return field
    }),
  )
}

/** Version, flags, method, and when it was changed (APPNOTE 4.3.7). */
const known = (entry: Entry): Field[] => [
  [20, 2],
  [entry.generalPurposeBitFlag, 2],
  [entry.compressionMethod, 2],
  [entry.lastModFileTime, 2],
  [entry.lastModFileDate, 2],
]

const sizes = (entry: Entry): Field[] => [
  [entry.crc32, 4],
  [entry.compressedSize, 4],
  [entry.uncompressedSize, 4],
]

const unknownSizes: Field[] = [
  [0, 4],
  [0, 4],
  [0, 4],
]

const names = (entry: Entry): Field[] => [
  [entry.fileNameLength, 2],
  [0, 2],
]

/** APPNOTE 4.3.12: made on Unix by version 6.3, no comment, a file that its owner may read and write. */
const inDirectory = (entry: Entry): Buffer =>
  numbers(
    ...([[0x02014b50, 4], [0x033f, 2], ...known(entry), ...sizes(entry), ...names(entry)] as const),
    ...([
      [0, 2],
      [0, 2],
      [0, 2],
      [memberMode * 0x10000, 4],
      [entry.relativeOffsetOfLocalHeader, 4],
    ] as const),
  )
