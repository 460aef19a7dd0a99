/**
 * `npm run package -- FOLDER`: fills an empty folder with what a server needs and nothing else: the build, the files of
 * packages that it loads, migrations and icons. There it runs with `node build/server.mjs`, without npm and compilers.
 */
import './node-version.mjs'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { ensureBuild } from './build.mjs'
import { root, runScript, StepFailed } from './commands.mjs'
import { ensureDependencies, refuseUnreachable } from './dependencies.mjs'

/** What the server reads by its name. */
const READ_BY_NAME = ['package.json', 'LICENSE', 'db/migrations', 'public', 'node_modules/@img']

/** What is traced from code of Next that compiles or develops, and never runs here. */
const UNUSED = [
  'node_modules/{@next/swc-*,typescript}/**',
  'node_modules/next/dist/compiled/{babel,babel-packages,@babel/*,next-devtools,@next/font,webpack}/**',
  'node_modules/next/dist/compiled/next-server/*.dev.js',
  'node_modules/react{,-dom}/**/*.development.js',
  '**/*.{d.ts,map}',
]

await runScript(async () => {
  const target = emptyFolder(process.argv[2])
  await ensureDependencies()
  const build = path.relative(root, await ensureBuild())
  const loaded = await filesLoadedBy(build)
  for (const name of [...loaded, ...READ_BY_NAME])
    cpSync(path.join(root, name), path.join(target, name), { recursive: true })
  const notes = path.join(root, build, 'users')
  // Not the notes of who runs the build here, nor maps to sources that are not there.
  const filter = (file) => path.dirname(file) !== notes && !file.endsWith('.map')
  // Links within the build lead to packages beside it, here as there.
  cpSync(path.join(root, build), path.join(target, build), {
    recursive: true,
    verbatimSymlinks: true,
    filter,
  })
  symlinkSync(build, path.join(target, 'build'))
  console.log(`What a server needs is in ${target}. There: node build/server.mjs`)
})

function emptyFolder(name) {
  if (!name) throw new StepFailed('Name a folder that is empty or new: npm run package -- FOLDER')
  const folder = path.resolve(process.env.INIT_CWD ?? root, name)
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new StepFailed(`${folder} is not empty. Name another folder.`)
  mkdirSync(folder, { recursive: true })
  refuseUnreachable(realpathSync(folder))
  return folder
}

/** The files of packages: what the build says of its pages, and what our own programs load, found in the same way. */
async function filesLoadedBy(build) {
  const { default: nft } = await import('next/dist/compiled/@vercel/nft/index.js')
  const programs = readdirSync(path.join(root, build)).filter((name) => name.endsWith('.mjs'))
  const entries = programs.map((name) => path.join(root, build, name))
  const options = { base: root, processCwd: root, mixedModules: true, ignore: UNUSED }
  const { fileList } = await nft.nodeFileTrace(entries, options)
  const { default: picomatch } = await import('next/dist/compiled/picomatch/index.js')
  const isUnused = picomatch(UNUSED)
  const names = new Set([...fileList, ...tracedByNext(build)])
  return [...names].filter((name) => name.startsWith('node_modules/') && !isUnused(name))
}

function tracedByNext(build) {
  const folder = path.join(root, build, 'next')
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.nft.json'))
    .flatMap((name) => {
      const { files } = JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
      return files.map((file) => path.relative(root, path.resolve(folder, path.dirname(name), file)))
    })
}
