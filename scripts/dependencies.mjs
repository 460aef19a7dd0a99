/**
 * Makes node_modules satisfy package-lock.json, and touches nothing when it does already, whoever installed it.
 * Development packages are added when asked for and never taken away.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { root, run, runNode, StepFailed } from './commands.mjs'
import { withLock } from './locks.mjs'

/** Installs what is missing. `dev`: with the packages that only tests and development need. */
export async function ensureDependencies({ dev = false } = {}) {
  refuseUnreachable(root)
  if (isSatisfied(dev) && loadsDatabase()) return
  await withLock(
    'install',
    async () => {
      if (!isSatisfied(dev)) await install(dev)
      if (!loadsDatabase()) await rebuildDatabase()
    },
    () => console.log('Waiting for another process that installs the packages…'),
  )
}

/**
 * From a folder that is called so, Node never looks into the node_modules in it (Modules, "Loading from node_modules
 * folders"). From those below it does.
 */
export function refuseUnreachable(folder) {
  if (path.basename(folder) !== 'node_modules') return
  throw new StepFailed(
    `${folder} is called node_modules, and Node can't find packages from a folder of that name. Rename the folder.`,
  )
}

/**
 * `npm install` rather than `npm ci`, which would empty node_modules under the feet of servers that run from it, and
 * refuses a package-lock.json that lacks an optional package of another platform. The versions are the locked ones.
 */
async function install(dev) {
  console.log('Installing packages. Where better-sqlite3 has to be compiled, this can take two minutes…')
  const kind = dev || hasDevelopmentPackages() ? '--include=dev' : '--omit=dev'
  await npm(['install', '--no-save', kind], 'The packages could not be installed.')
  if (!isSatisfied(dev)) throw new StepFailed('The installed packages do not match package-lock.json.')
}

async function rebuildDatabase() {
  console.log(`Building better-sqlite3 for Node ${process.versions.node}. This can take two minutes…`)
  await npm(['rebuild', 'better-sqlite3'], 'better-sqlite3 could not be built.')
  if (!loadsDatabase()) throw new StepFailed('better-sqlite3 was built and does not load.')
}

async function npm(args, failure) {
  const quiet = [...args, '--no-audit', '--no-fund', '--loglevel=error']
  const { npm_execpath: file = '' } = process.env
  const { code, output } = await (file.endsWith('npm-cli.js') ? runNode(file, quiet) : run('npm', quiet))
  if (code !== 0) throw new StepFailed(`${output}\n\n${failure}`)
}

/** Optional packages are those of other platforms: they may be missing, but not be of another version. */
function isSatisfied(dev) {
  const installed = readPackages('node_modules/.package-lock.json')
  if (!installed) return false
  return Object.entries(readPackages('package-lock.json')).every(([folder, wanted]) => {
    if (folder === '') return true
    const found = installed[folder]
    if (!found) return wanted.optional || (!dev && isDevelopment(wanted))
    return found.version === wanted.version && existsSync(path.join(root, folder, 'package.json'))
  })
}

function hasDevelopmentPackages() {
  return Object.values(readPackages('node_modules/.package-lock.json') ?? {}).some((entry) => entry.dev)
}

function isDevelopment(entry) {
  return Boolean(entry.dev || entry.devOptional)
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw new StepFailed(`${file} cannot be read: ${error.message}`)
  }
}

/** False where its binary is missing or was made for another version of Node. */
function loadsDatabase() {
  try {
    const Sqlite = createRequire(path.join(root, 'package.json'))('better-sqlite3')
    new Sqlite(':memory:').close()
    return true
  } catch {
    return false
  }
}
