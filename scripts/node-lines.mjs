/*
 * Which Node.js this is known to run well on: docs/decisions/0022. `engines` in package.json, .nvmrc and the README say
 * the same. Nothing is imported here: it is asked before anything is installed.
 */

/**
 * What there is to say of a version of Node. `problem`: it does not start with it.
 * @param {string} version
 * @returns {{ level: 'ok' | 'warning' | 'problem', text: string }}
 */
export function judgeNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    return {
      level: 'problem',
      text: `Countersign needs Node 20.19 or later, and this is Node ${version}. Node 22 is recommended.`,
    }
  if (major === 24 && minor >= 19)
    return {
      level: 'warning',
      text: `Node ${version} can stop Countersign at any moment where the database driver was compiled for it (nodejs/node issue 65446). Use Node 22, or a Node 24 before 24.19.`,
    }
  if (major === 20)
    return {
      level: 'ok',
      text: `Node ${version} works, but gets no more security fixes. Node 22 is recommended.`,
    }
  if ((major === 22 && minor >= 13) || major === 24) return { level: 'ok', text: `Node ${version} is fine.` }
  return {
    level: 'warning',
    text: `Countersign has not been tested with Node ${version}. Use Node 22.`,
  }
}
