/**
 * Bundles our own TypeScript for Node; packages stay outside and are read from node_modules. An entry's first
 * import is environment.mjs, so that its settings are there before any package is loaded. Next to them is tracing.mjs,
 * with its packages in it: a server that sends no traces neither loads nor needs them.
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { root, StepFailed } from './commands.mjs'

/**
 * Writes `<name>.mjs` into the folder for each entry (`{ server: 'server/main.ts' }`). The environment's values are
 * JavaScript expressions.
 */
export async function bundle(entries, folder, environment) {
  const esbuild = await import('esbuild')
  const common = {
    // Entries below this folder, by relative names: an asterisk in one's name stands for any (esbuild, "Glob-style").
    absWorkingDir: root,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    alias: { '@': '.' },
    sourcemap: 'linked',
    logLevel: 'silent',
  }
  try {
    await esbuild.build({
      ...common,
      entryPoints: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, `./${file}`])),
      packages: 'external',
      banner: { js: "import './environment.mjs'" },
    })
    await esbuild.build({
      ...common,
      entryPoints: { tracing: './server/tracing.ts' },
      // One for all, of which the metrics need the same.
      external: ['@opentelemetry/api'],
      minify: true,
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
      },
    })
  } catch (error) {
    if (!error.errors) throw error
    const messages = await esbuild.formatMessages(error.errors, { kind: 'error' })
    throw new StepFailed(`${messages.join('')}\nThe server could not be bundled.`)
  }
  const settings = Object.entries(environment).map(([name, value]) => `process.env.${name} = ${value}\n`)
  writeFileSync(path.join(folder, 'environment.mjs'), settings.join(''))
}
