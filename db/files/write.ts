import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { FileError, fileError, withFile } from './trouble'

/*
 * How the product writes files (0014). Whoever reads one finds the old content or the new, whole, whatever was killed or
 * lost its power meanwhile. What a command writes as root belongs to whose data it is, not to root. Every function
 * throws `FileError`. Of two processes that write one file the later one wins: who changes what is read takes a lock.
 */

type Owner = Pick<Stats, 'uid' | 'gid'>

const draftEnd = '.new'
const isRoot = () => process.geteuid?.() === 0

/** Puts this content into a file. One that was there keeps its owner and its mode; a new one is for its owner only. */
export function replaceFile(file: string, content: string | Buffer): void {
  withFile(file, () => {
    const target = targetOf(file)
    const draft = draftOf(target)
    try {
      writeFileSync(draft, content, { flag: 'wx', mode: 0o600 })
      placeFile(draft, target)
    } catch (error) {
      rmSync(draft, { force: true })
      throw error
    }
  })
}

/** Where a link leads in the end, whether anything is there or not. A file that is no link is its own target. */
export const targetOf = (file: string): string =>
  withFile(file, () => {
    let target = file
    for (let links = 0; lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink(); links++) {
      // As many as Linux follows.
      if (links === 40) throw fileError(file, { code: 'ELOOP' })
      target = resolve(realpathSync(dirname(target)), readlinkSync(target))
    }
    return target
  })

/** A name beside a file for its draft: two processes that write the same file must not write into one. */
export const draftOf = (file: string) => `${file}.${randomBytes(4).toString('hex')}${draftEnd}`

/** Removes what killed processes left of drafts of this file. For whoever holds the lock of all that write it. */
export function removeDrafts(file: string): void {
  withFile(file, () => {
    for (const name of readdirSync(dirname(file)))
      if (name.startsWith(`${basename(file)}.`) && name.endsWith(draftEnd))
        rmSync(join(dirname(file), name), { force: true })
  })
}

/**
 * Has a whole file take the place of another, or a place of its own, in the same folder. It is on the disk when this
 * returns. Owner and mode are those of the file that was there.
 */
export function placeFile(draft: string, file: string): void {
  withFile(file, () => {
    const standing = statSync(file, { throwIfNoEntry: false })
    give(draft, standing ?? newOwner(dirname(file)))
    chmodSync(draft, (standing?.mode ?? 0o600) & 0o777)
    sync(draft)
    renameSync(draft, file)
    sync(dirname(file))
  })
}

/** Gives what a file holds a second name in the same folder, which keeps it when the first one gets new content. */
export function keepAs(file: string, second: string): void {
  withFile(second, () => {
    try {
      linkSync(file, second)
    } catch {
      // Not every file system has hard links.
      copyFileSync(file, second)
      give(second, statSync(file))
      chmodSync(second, statSync(file).mode & 0o777)
    }
    makeLasting(second)
  })
}

/** False only where nothing has this name. Where that can't be told, because a folder can't be entered, it throws. */
export const isThere = (file: string): boolean =>
  withFile(file, () => statSync(file, { throwIfNoEntry: false }) !== undefined)

/** Makes an empty file for its owner only, unless it is there. */
export function ensureFile(file: string): void {
  withFile(file, () => {
    // Not opened when it is there: to close it would end every lock that this process has on it.
    const standing = statSync(file, { throwIfNoEntry: false })
    if (standing?.isDirectory()) throw fileError(file, { code: 'EISDIR' })
    if (standing) return
    const target = targetOf(file)
    try {
      closeSync(openSync(target, 'wx', 0o600))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return
      throw error
    }
    give(target, newOwner(dirname(target)))
  })
}

/** Makes a folder for its owner only, and what is missing on the way to it, unless it is there. */
export function ensureFolder(folder: string): void {
  withFile(folder, () => {
    const missing: string[] = []
    // Not with `recursive`, which never ends below /proc.
    for (let at = folder; !existsSync(at); at = dirname(at)) missing.unshift(at)
    for (const each of missing) {
      try {
        mkdirSync(each, 0o700)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      give(each, newOwner(dirname(each)))
      sync(dirname(each))
    }
    if (!statSync(folder).isDirectory())
      throw new FileError(`${folder} is a file, and must be a folder. Choose another place.`)
  })
}

/** Returns when what a file or folder holds is on the disk, its name included. */
export function makeLasting(file: string): void {
  withFile(file, () => {
    sync(file)
    sync(dirname(file))
  })
}

function sync(file: string): void {
  const handle = openSync(file, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Whose a new file in a folder is. */
function newOwner(folder: string): Owner {
  const { uid, gid } = statSync(folder)
  return isRoot() ? { uid, gid } : { uid: process.geteuid?.() ?? uid, gid: process.getegid?.() ?? gid }
}

/** Only root can give a file away; everyone can keep the group, where they are in it. */
function give(file: string, { uid, gid }: Owner): void {
  const now = statSync(file)
  if (now.uid === uid && now.gid === gid) return
  try {
    chownSync(file, uid, gid)
  } catch (cause) {
    if (now.uid === uid) return
    throw new FileError(
      `${file} belongs to the user with uid ${uid}, and must stay theirs. Run this as them, or as root.`,
      { cause },
    )
  }
}
