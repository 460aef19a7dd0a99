/**
 * The production build, by content: `.builds/<hash of everything that enters it>/` with `next/`, `server.mjs`
 * and `cli.mjs`. A finished build never changes, so servers keep theirs while others are built.
 */
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { bundle } from './bundle.mjs'
import { root, runNode, StepFailed } from './commands.mjs'
import { buildsFolder, isAlive, isRefused, withLock } from './locks.mjs'

const FOLDERS = ['app', 'components', 'lib', 'server', 'db', 'public']
const FILES = [
  'next.config.ts',
  'proxy.ts',
  'instrumentation.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
  'scripts/build.mjs',
  'scripts/bundle.mjs',
  'scripts/node-lines.mjs',
]
const KEPT = 2
const ATTEMPTS = 3

/** The folder of the build of what is in the checkout now. It stays for as long as this process lives. */
export async function ensureBuild() {
  return (
    takeBuild(hashSources()) ??
    withLock('build', buildUntilSettled, () => console.log('Waiting for another process that builds…'))
  )
}

/** Sources that change while they are built would leave a build that is not what its name says: built again. */
async function buildUntilSettled() {
  // Tailwind's resolver takes what follows for the fragment of an address.
  if (root.includes('#'))
    throw new StepFailed(
      `There is a # in ${root}, and the styles can't be built there. Move the folder to a path without one.`,
    )
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const hash = hashSources()
    const built = takeBuild(hash)
    if (built) return built
    console.log('Building. This can take a minute…')
    const folder = path.join(buildsFolder, hash)
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    await buildInto(folder)
    if (hashSources() !== hash) continue
    openForUsers(folder)
    writeFileSync(path.join(folder, 'complete'), '')
    prune()
    return takeBuild(hash)
  }
  throw new StepFailed('The sources keep changing while they are built. Try again.')
}

/**
 * Whoever builds these sources, wherever, makes the same scripts, styles and ids of actions, so that a form of one server
 * can be sent to another. The key only makes those ids: nothing is sealed with it (tests/support/source/layers.ts).
 */
async function buildInto(folder) {
  const id = sourcesId()
  await bundle({ server: 'server/main.ts', cli: 'lib/cli/main.ts' }, folder, {
    NODE_ENV: "'production'",
    NEXT_TELEMETRY_DISABLED: "'1'",
    COUNTERSIGN_BUILD: 'import.meta.dirname',
  })
  const { code, output } = await runNode('node_modules/next/dist/bin/next', ['build'], {
    env: {
      COUNTERSIGN_BUILD: folder,
      COUNTERSIGN_BUILD_ID: id,
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: createHash('sha256')
        .update(`server actions\0${id}`)
        .digest('base64'),
      NODE_ENV: 'production',
    },
  })
  if (code !== 0) throw new StepFailed(`${output}\n\nThe web app could not be built.`)
  rmSync(path.join(folder, 'next/cache'), { recursive: true, force: true })
}

/** Registers this process as a user of the build, if there is one. */
function takeBuild(hash) {
  const folder = path.join(buildsFolder, hash)
  if (!existsSync(path.join(folder, 'complete'))) return undefined
  const registration = path.join(folder, 'users', String(process.pid))
  try {
    writeFileSync(registration, '')
    process.on('exit', () => rmSync(registration, { force: true }))
  } catch (error) {
    // On a disk that only reads no one removes a build.
    if (!isRefused(error)) throw error
  }
  return folder
}

/** Whoever runs a build notes it here, whoever built it: as in /tmp, each can remove their own notes only. */
function openForUsers(folder) {
  const users = path.join(folder, 'users')
  mkdirSync(users)
  chmodSync(users, 0o1777)
}

/** Removes builds that no one runs, the most recently used ones aside, and what a killed build left. */
function prune() {
  const builds = readdirSync(buildsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(buildsFolder, entry.name))
  // The notes of users come and go with them.
  const lastUsed = (folder) => statSync(path.join(folder, 'users'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const newestFirst = builds.sort((a, b) => lastUsed(b) - lastUsed(a))
  for (const folder of newestFirst.slice(KEPT)) {
    if (!hasUsers(folder)) rmSync(folder, { recursive: true, force: true })
  }
}

function hasUsers(folder) {
  const users = path.join(folder, 'users')
  return existsSync(users) && readdirSync(users).some((pid) => isAlive(Number(pid)))
}

/** By what is in the checkout and nothing else. */
export const sourcesId = () => hashSources('')

/** The checkout's path is part of it, for Next writes it into the build; of what browsers see it is none. */
function hashSources(place = `${root}\0${process.versions.node.split('.')[0]}`) {
  const hash = createHash('sha256').update(place)
  for (const file of [...FOLDERS.flatMap(listFiles), ...FILES].sort()) {
    if (existsSync(file)) hash.update(`\0${file}\0`).update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 16)
}

function listFiles(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
}
