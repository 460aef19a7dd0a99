import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FileError } from '@/db/files/trouble'
import { ensureFile, ensureFolder, removeDrafts, replaceFile } from '@/db/files/write'

// Only root can be someone else: whoever runs this without that tries the same with their own files.
const [uid, gid] =
  process.geteuid?.() === 0 ? [4711, 4712] : [process.geteuid?.() ?? 0, process.getegid?.() ?? 0]

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-files-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const ownerOf = (file: string) => [statSync(file).uid, statSync(file).gid]
const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)

test('a file that is replaced keeps its owner and its mode', () => {
  const file = join(folder, 'a')
  writeFileSync(file, 'old')
  chmodSync(file, 0o640)
  chownSync(file, uid, gid)
  replaceFile(file, 'new')
  expect([readFileSync(file, 'utf8'), modeOf(file), ownerOf(file)]).toEqual(['new', '640', [uid, gid]])
  expect(readdirSync(folder)).toEqual(['a'])
})

test('what root makes in the folder of someone else is theirs, and only theirs', () => {
  chownSync(folder, uid, gid)
  const deep = join(folder, 'b', 'c')
  ensureFolder(deep)
  ensureFile(join(deep, 'd'))
  replaceFile(join(deep, 'e'), 'new')
  for (const [path, mode] of [
    ['b', '700'],
    ['b/c', '700'],
    ['b/c/d', '600'],
    ['b/c/e', '600'],
  ] as const)
    expect([path, modeOf(join(folder, path)), ownerOf(join(folder, path))]).toEqual([path, mode, [uid, gid]])
})

test('a link to a file stays a link', () => {
  const file = join(folder, 'real')
  writeFileSync(file, 'old')
  symlinkSync(file, join(folder, 'link'))
  replaceFile(join(folder, 'link'), 'new')
  expect([readFileSync(file, 'utf8'), readdirSync(folder).sort()]).toEqual(['new', ['link', 'real']])
})

test('a link to a link to where nothing is yet has the file made there', () => {
  mkdirSync(join(folder, 'deep'))
  symlinkSync('deep/second', join(folder, 'first'))
  symlinkSync('real', join(folder, 'deep', 'second'))
  replaceFile(join(folder, 'first'), 'new')
  expect([readFileSync(join(folder, 'deep', 'real'), 'utf8'), readdirSync(folder).sort()]).toEqual([
    'new',
    ['deep', 'first'],
  ])
  symlinkSync('around', join(folder, 'around'))
  expect(() => replaceFile(join(folder, 'around'), 'x')).toThrow('leads back to itself')
})

test('what a killed process left of a draft is removed, and nothing else', () => {
  const names = ['a', 'a.0011aabb.new', 'a.lock', 'ab.0011aabb.new', 'b.new']
  for (const name of names) writeFileSync(join(folder, name), name)
  removeDrafts(join(folder, 'a'))
  expect(readdirSync(folder).sort()).toEqual(names.filter((name) => name !== 'a.0011aabb.new').sort())
})

test('what cannot be is one sentence that names the file, and leaves what was there', () => {
  const file = join(folder, 'file')
  writeFileSync(file, 'old')
  mkdirSync(join(folder, 'folder'))
  for (const [work, words] of [
    [() => ensureFolder(file), 'must be a folder'],
    [() => ensureFolder(join(file, 'below')), 'a file is there'],
    [() => ensureFolder('/proc/countersign'), "can't be made there"],
    [() => replaceFile(join(folder, 'folder'), 'x'), 'is a folder'],
    [() => replaceFile(join(folder, 'missing', 'file'), 'x'), "doesn't exist"],
    [() => replaceFile('/proc/version', 'x'), '/proc/version'],
  ] as const) {
    expect(work).toThrow(FileError)
    expect(work).toThrow(words)
  }
  expect([readFileSync(file, 'utf8'), readdirSync(folder).sort()]).toEqual(['old', ['file', 'folder']])
  expect(existsSync('/proc/countersign')).toBe(false)
})
