/** Imported first by every script: a Node that is too old gets one sentence instead of a syntax error. */
import { judgeNode } from './node-lines.mjs'

const { level, text } = judgeNode(process.versions.node)
if (level !== 'ok') console.error(text)
if (level === 'problem') process.exit(1)
