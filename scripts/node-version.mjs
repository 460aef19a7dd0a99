/** Imported first by every script: a Node that is too old gets one sentence instead of a syntax error. */
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Countersign needs Node 20.19 or later, and this is Node ${process.versions.node}. Node 24 is recommended.`,
  )
  process.exit(1)
}
