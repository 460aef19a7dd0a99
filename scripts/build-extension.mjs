/** The browser extension: one bundle, and a folder with its manifest for each browser. */
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root, StepFailed } from './commands.mjs'

const dist = 'extension/dist'

/** What the manifest says in one browser and not in the others. Firefox has no service workers in extensions. */
const BROWSERS = {
  chrome: { background: { service_worker: 'background.js' }, minimum_chrome_version: '120' },
  edge: { background: { service_worker: 'background.js' }, minimum_chrome_version: '120' },
  firefox: {
    background: { scripts: ['background.js'] },
    browser_specific_settings: {
      gecko: {
        id: 'extension@countersign.invalid',
        strict_min_version: '128.0',
        data_collection_permissions: { required: ['authenticationInfo'] },
      },
    },
  },
}
const NAMES = { chrome: 'Chrome', edge: 'Edge', firefox: 'Firefox' }

/** Builds `extension/dist/<browser>` for every browser, and answers with the folders. */
export async function buildExtension() {
  const made = `${dist}.new`
  rmSync(made, { recursive: true, force: true })
  for (const browser of Object.keys(BROWSERS)) await buildFor(browser, path.join(made, browser))
  rmSync(dist, { recursive: true, force: true })
  renameSync(made, dist)
  return Object.keys(BROWSERS).map((browser) => path.join(dist, browser))
}

async function buildFor(browser, folder) {
  mkdirSync(folder, { recursive: true })
  const esbuild = await import('esbuild')
  try {
    const { metafile } = await esbuild.build({
      metafile: true,
      entryPoints: {
        popup: 'extension/popup.tsx',
        background: 'extension/background.ts',
        style: 'extension/popup.css',
      },
      entryNames: '[name]',
      outdir: folder,
      bundle: true,
      minify: true,
      format: 'iife',
      target: ['chrome120', 'firefox128'],
      jsx: 'automatic',
      alias: { '@': root },
      loader: { '.woff2': 'file' },
      assetNames: 'fonts/[name]',
      define: { 'process.env.NODE_ENV': '"production"', BROWSER_NAME: JSON.stringify(NAMES[browser]) },
      legalComments: 'none',
      plugins: [await tailwind()],
      logLevel: 'silent',
    })
    writeFileSync(path.join(folder, 'LICENSES.txt'), licencesOf(Object.keys(metafile.inputs)))
  } catch (error) {
    if (!error.errors) throw error
    const messages = await esbuild.formatMessages(error.errors, { kind: 'error' })
    throw new StepFailed(`${messages.join('')}\nThe extension could not be built.`)
  }
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  const manifest = JSON.parse(readFileSync('extension/manifest.json', 'utf8'))
  const whole = { ...manifest, version, ...BROWSERS[browser] }
  writeFileSync(path.join(folder, 'manifest.json'), `${JSON.stringify(whole, null, 2)}\n`)
  cpSync('extension/popup.html', path.join(folder, 'popup.html'))
  cpSync('extension/icons', path.join(folder, 'icons'), { recursive: true })
}

/** The licences of all packages of others that files come from, in full, as they ask to be handed on. */
function licencesOf(files) {
  const packages = files.flatMap((file) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? [])
  // Tailwind's base is in the stylesheet.
  const texts = [...new Set([...packages, 'node_modules/tailwindcss'])].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
    const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file))
    if (!licence)
      throw new StepFailed(`${name} has no licence text. The extension can't be handed on with it.`)
    return `${name} ${version}\n\n${readFileSync(path.join(folder, licence), 'utf8').trim()}\n`
  })
  return texts.join(`\n${'-'.repeat(80)}\n\n`)
}

async function tailwind() {
  const [{ default: postcss }, { default: plugin }] = await Promise.all([
    import('postcss'),
    import('@tailwindcss/postcss'),
  ])
  return {
    name: 'tailwind',
    setup(build) {
      build.onLoad({ filter: /popup\.css$/ }, async ({ path: file }) => {
        const { css } = await postcss([plugin()]).process(readFileSync(file, 'utf8'), { from: file })
        return { contents: css, loader: 'css' }
      })
    },
  }
}
