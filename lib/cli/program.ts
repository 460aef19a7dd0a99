import { Command as Commander, Help, InvalidArgumentError, Option } from 'commander'
import * as words from '@/lib/messages/console/commands'
import manifest from '@/package.json'
import { type Command, printableLines } from './command'

/** What was typed after a command's name. */
export type Given = { word: string; options: Record<string, string>; json: boolean; yes: boolean }

const common = [new Option('--json', words.jsonWord), new Option('--yes', words.yesWord)]

/**
 * The command line as one program: help for each command, and for what was mistyped the reason, what was probably
 * meant and the usage. `run` does what a command does. Parsing throws `CommanderError` once it said why, or the help.
 */
export function programOf(
  commands: Record<string, Command>,
  run: (command: Command, given: Given) => Promise<void>,
): Commander {
  const program = new Commander('npm run countersign --')
    .usage('COMMAND')
    .version(manifest.version, '--version', words.versionWord)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(printableLines(reasonOf(text))) })
    .configureHelp({ formatHelp: helpWithLeaves, subcommandTerm: nameOf })
    .addHelpText('after', `\n${words.everyCommandTakes}\n${commonHelp()}`)
  for (const [name, command] of Object.entries(commands)) {
    const [first = name, second] = name.split(' ')
    const spoken = second === undefined ? program.command(first) : groupOf(program, first).command(second)
    define(spoken, command, run)
  }
  define(program.command('version'), { about: words.versionWord }, sayVersion)
  for (const group of program.commands.filter(({ commands }) => commands.length > 0))
    group.usage(group.commands.map((command) => command.name()).join('|'))
  for (const each of [...program.commands, ...leavesOf(program)])
    each.showHelpAfterError(words.usageOf(each.createHelp().commandUsage(each)))
  program.showHelpAfterError(words.usage)
  return program
}

/** Also where the settings are wrong. */
const sayVersion = async (_: unknown, { json }: Given) =>
  console.log(json ? JSON.stringify({ said: manifest.version }) : manifest.version)

function define<Defined extends Pick<Command, 'about' | 'argument' | 'options'>>(
  spoken: Commander,
  command: Defined,
  run: (command: Defined, given: Given) => Promise<void>,
): void {
  spoken.description(command.about)
  if (command.argument) spoken.addArgument(command.argument)
  for (const option of command.options ?? [])
    spoken.addOption(option.argChoices || option.isBoolean() ? option : valued(option))
  for (const option of common) spoken.addOption(option)
  spoken.action(async () => {
    const { json = false, yes = false, ...options } = spoken.opts<Partial<Given> & Record<string, string>>()
    await run(command, { word: spoken.args[0] ?? '', options, json, yes })
  })
}

/** An option whose value was forgotten does not swallow the next option. */
const valued = (option: Option) =>
  option.argParser((value: string) => {
    if (value.startsWith('--')) throw new InvalidArgumentError(words.valueMissing)
    return value
  })

const groupOf = (program: Commander, name: string) =>
  program.commands.find((command) => command.name() === name) ?? program.command(name)

/** Help lists each command by its whole name, not the groups; suggestions still know the groups. */
const helpWithLeaves = (command: Commander, help: Help) =>
  Help.prototype.formatHelp.call(Object.assign(help, { visibleCommands: leavesOf }), command, help)

const leavesOf = (command: Commander): readonly Commander[] =>
  command.commands.flatMap((below) => (below.commands.length > 0 ? leavesOf(below) : below))

const nameOf = (command: Commander): string =>
  command.parent?.parent ? `${command.parent.name()} ${command.name()}` : command.name()

const commonHelp = () =>
  common.map(({ flags, description }) => `  ${flags.padEnd(6)}  ${description}`).join('\n')

/** The library's "error: unknown command …" and its suggestion as sentences among ours. */
const reasonOf = (text: string) =>
  text.replace(/^error: (.)/, (_, first: string) => first.toUpperCase()).replace(/\n\((.+\?)\)/, '. $1')
