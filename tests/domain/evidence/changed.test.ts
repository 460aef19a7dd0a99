import { expect, test } from 'vitest'
import { isRight, written } from '@/lib/evidence/check'
import { makeKey, signed, thumbprint } from '@/lib/evidence/signature'
import { evidenceKeySet } from '@/lib/queries/evidence/keys'
import { filesOf, findingsOf, packOf, whole, zipped } from '../../support/world/evidence'
import { organization } from '../../support/world/organization'

/** A small pack, and the keys of its server. */
async function small() {
  const org = await organization()
  const pack = await whole(
    await packOf(org.ctx, await org.asAdmin(), { from: '2020-01-01', until: '2020-01-01' }),
  )
  const { keys } = await evidenceKeySet(org.ctx)
  return { pack, keys, files: Object.entries(await filesOf(pack)) }
}

test('a pack of which any byte was changed is not taken for what was signed', async () => {
  const { pack, keys, files } = await small()
  expect((await findingsOf(pack, keys)).filter((one) => !isRight(one))).toEqual([])
  const passed: number[] = []
  const change = async (at: number) => {
    const changed = Buffer.from(pack)
    changed.writeUInt8(changed.readUInt8(at) ^ (1 << (at % 8)), at)
    if (!(await findingsOf(changed, keys)).every(isRight)) return
    passed.push(at)
    // The spare bits behind the end of what is deflated: every file is there, byte by byte, under its name.
    expect(Object.entries(await filesOf(changed))).toEqual(files)
  }
  const places = [...pack.keys()]
  while (places.length > 0) await Promise.all(places.splice(0, 50).map(change))
  expect(passed.length).toBeLessThanOrEqual(files.length)
}, 60_000)

type Files = [name: string, content: Buffer][]

test('what is wrong with a pack is named', async () => {
  const { pack, keys, files } = await small()
  const found = async (changed: Files) =>
    (await findingsOf(await zipped(changed), keys)).filter((one) => !isRight(one))
  const without = (name: string) => files.filter(([one]) => one !== name)
  const other = (name: string, text: string): Files =>
    files.map(([one, content]) => [one, one === name ? Buffer.from(text) : content])
  expect(await found(files)).toEqual([])
  expect(await found(without('policy.json'))).toEqual([{ kind: 'file-missing', name: 'policy.json' }])
  const added: Files = [...files, ['readme.txt', Buffer.from('Read me.')]]
  expect(await found(added)).toEqual([{ kind: 'file-extra', name: 'readme.txt' }])
  const twice: Files = [['people.csv', Buffer.from('Name')], ...files]
  expect(await found(twice)).toEqual([
    { kind: 'file-twice', name: 'people.csv' },
    { kind: 'file-changed', name: 'people.csv' },
  ])
  expect(await found(other('audit.jsonl', '{}\n'))).toEqual([{ kind: 'file-changed', name: 'audit.jsonl' }])
  expect(await found(without('manifest.json'))).toEqual([{ kind: 'manifest-unreadable' }])
  expect(await found(without('signature.json'))).toEqual([{ kind: 'signature-unreadable' }])

  const text = (name: string) => `${files.find(([one]) => one === name)?.[1]}`
  const later = text('manifest.json').replace('2020-01-01T', '2020-01-02T')
  expect(await found(other('manifest.json', later))).toEqual([{ kind: 'signature-wrong', key: keys[0]?.kid }])
  // The same said in another way is not what was signed either.
  for (const name of ['manifest.json', 'signature.json'])
    expect(await found(other(name, `${text(name)} `))).toHaveLength(1)

  const stranger = makeKey()
  const resigned = written(signed(Buffer.from(later), stranger))
  const forged = await zipped([
    ...without('manifest.json').filter(([name]) => name !== 'signature.json'),
    ['manifest.json', Buffer.from(later)],
    ['signature.json', resigned],
  ])
  expect((await findingsOf(forged, keys))[0]).toEqual({ kind: 'key-unknown', key: thumbprint(stranger) })
  // Under the name of a key that is known.
  const named = { ...signed(Buffer.from(later), stranger), key: keys[0]?.kid }
  expect(await found(other('signature.json', `${written(named)}`))).toEqual([
    { kind: 'signature-wrong', key: keys[0]?.kid },
  ])
  for (const broken of [
    pack.subarray(0, -40),
    pack.subarray(100),
    Buffer.from('No zip file'),
    Buffer.alloc(0),
  ])
    expect(await findingsOf(broken, keys)).toMatchObject([{ kind: 'archive-broken' }])
  const front = Buffer.concat([Buffer.from('MZ'), pack])
  expect(await findingsOf(front, keys)).toMatchObject([{ kind: 'archive-broken' }])
})

test('a pack that another program zipped again is not taken for the one that was exported, and says so', async () => {
  const { keys, files } = await small()
  const again = { mode: 0o100644, compressionLevel: 9 }
  expect(await findingsOf(await zipped(files, again), keys)).toEqual([{ kind: 'archive-rewritten' }])
  // What is wrong with its files comes first.
  const changed: Files = files.map(([name, content]) => [
    name,
    name === 'people.csv' ? Buffer.from('Name') : content,
  ])
  expect(await findingsOf(await zipped(changed, again), keys)).toEqual([
    { kind: 'file-changed', name: 'people.csv' },
  ])
})

test('names that lead out of a folder and files that unpack without end do no harm', async () => {
  const { keys, files } = await small()
  // The library that writes them refuses such a name; the same length again.
  const harmless = await zipped([...files, ['xxxevil.txt', Buffer.from('x')]])
  const traversal = Buffer.from(harmless.toString('latin1').replaceAll('xxxevil', '../evil'), 'latin1')
  expect(await findingsOf(traversal, keys)).toMatchObject([{ kind: 'archive-broken' }])

  const zeros = Buffer.alloc(2 ** 26)
  const bomb: Files = files.map(([name, content]) => [name, name === 'audit.jsonl' ? zeros : content])
  const before = process.memoryUsage().rss
  expect((await findingsOf(await zipped(bomb), keys)).filter((one) => !isRight(one))).toEqual([
    { kind: 'file-changed', name: 'audit.jsonl' },
  ])
  const inManifest: Files = files.map(([name, content]) => [name, name === 'manifest.json' ? zeros : content])
  expect(await findingsOf(await zipped(inManifest), keys)).toEqual([{ kind: 'manifest-unreadable' }])
  // Its header says little, and nothing of more is unpacked.
  const lying = await zipped(bomb)
  for (let at = lying.indexOf(sizeOf(zeros)); at >= 0; at = lying.indexOf(sizeOf(zeros), at + 4))
    lying.writeUInt32LE(0, at)
  expect(await findingsOf(lying, keys)).toContainEqual({ kind: 'file-changed', name: 'audit.jsonl' })
  expect(process.memoryUsage().rss - before).toBeLessThan(zeros.length * 4)

  const many: Files = Array.from({ length: 41 }, (_, n) => [`file${n}.txt`, Buffer.alloc(0)])
  expect(await findingsOf(await zipped(many), keys)).toMatchObject([{ kind: 'archive-broken' }])
})

const sizeOf = (content: Buffer) => {
  const size = Buffer.alloc(4)
  size.writeUInt32LE(content.length)
  return size
}
