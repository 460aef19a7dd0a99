import { SingleBar } from 'cli-progress'
import { UsageError } from './command'

/** Says what will happen and asks whether to go on. Throws `UsageError` where the answer is no, or nobody can answer. */
export async function confirm(what: string): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new UsageError(`${what}\nNothing was done. Add --yes to go ahead without confirmation.`)
  const { default: ask } = await import('@inquirer/confirm')
  // The question alone is drawn anew with every key.
  console.error(what)
  const yes = await ask({ message: 'Continue?', default: false }, { output: process.stderr }).catch(closed)
  if (!yes) throw new UsageError('Nothing was done.')
}

/** Ctrl-C, Ctrl-D or a signal instead of an answer. */
function closed(error: unknown): false {
  if (error instanceof Error && error.name === 'ExitPromptError') return false
  throw error
}

let bar: SingleBar | undefined

/** Shows how much is done, on a terminal. It ends by itself when all is. */
export function progress(done: number, total: number): void {
  if (!process.stderr.isTTY) return
  if (!bar) {
    // Ctrl-C is the command's to answer, not the bar's.
    bar = new SingleBar({ format: '[{bar}] {value} of {total}', hideCursor: false, gracefulExit: false })
    bar.start(total, done)
  }
  bar.setTotal(total)
  bar.update(done)
  if (done >= total) endProgress()
}

/** Ends a bar that is still shown, as when the command failed: it would keep the process alive. */
export function endProgress(): void {
  bar?.stop()
  bar = undefined
}
