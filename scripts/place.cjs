/**
 * Loaded before every script, and no module: from a path with a backslash Node loads none (ESM resolution, "must not include
 * encoded '/' or '\\'"), and ends in a stack trace of its own.
 */
const path = require('node:path')

const root = path.dirname(__dirname)

if (path.sep === '/' && root.includes('\\')) {
  console.error(
    `There is a \\ in ${root}, and Node can't load modules from there. Move the folder to a path without one.`,
  )
  process.exit(1)
}
