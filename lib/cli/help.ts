import type { Command } from './command'

export type Commands = Record<string, Command>

const call = (words: string) => `npm run countersign -- ${words}`.trimEnd()

const common = [
  '  --json   print each outcome as a line of JSON (call "npm run -s countersign -- …", or npm adds lines of its own)',
  '  --yes    skip the confirmation',
  '  --help   show this',
].join('\n')

/** Every command with what it does. */
export function overview(commands: Commands): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const lines = Object.entries(commands).map(([name, { about }]) => `  ${name.padEnd(width)}  ${about}`)
  return [
    `Usage: ${call('COMMAND')}`,
    ...['', 'Commands:', ...lines, ''],
    `${call('COMMAND --help')} explains one of them.`,
    ...['', 'Options of every command:', common],
  ].join('\n')
}

/** One command: what it does, what it takes. */
export const helpFor = (name: string, { about, usage }: Command): string =>
  [about, '', usageOf(name, usage), '', 'Options of every command:', common].join('\n')

export const usageOf = (name: string, usage: string) => `Usage: ${call(`${name} ${usage}`)}`

/** What to say of a command that there is not: the one that was probably meant, or all there are. */
export function unknownCommand(line: string, commands: Commands): string {
  const said = line.split(' ').slice(0, 2).join(' ')
  const [first = ''] = said.split(' ')
  const names = Object.keys(commands)
  const group = names.filter((name) => name.startsWith(`${first} `))
  const near = names
    .map((name) => ({ name, off: Math.min(distance(said, name), distance(first, name)) }))
    .sort((a, b) => a.off - b.off)[0]
  const what = `Unknown command "${said}".`
  if (near && near.off <= 3 && near.off < near.name.length / 2)
    return `${what} Did you mean "${near.name}"?\n${usageOf(near.name, commands[near.name]?.usage ?? '')}`
  if (group.length > 0) return `${what} Did you mean: ${group.join(', ')}?`
  return `${what}\n${overview(commands)}`
}

/** How many letters have to be added, left out or changed (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        (next[j - 1] ?? 0) + 1,
        (row[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      )
    row = next
  }
  return row[b.length] ?? 0
}
