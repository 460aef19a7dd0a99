import { SingleBar } from 'cli-progress'
import * as words from '@/lib/messages/console/commands'
import { UsageError } from './command'

/** Says what will happen and asks whether to go on. Throws `UsageError` where the answer is no, or no one can answer. */
export async function confirm(what: string): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) throw new UsageError(words.confirmByOption(what))
  const { default: ask } = await import('@inquirer/confirm')
  // The question alone is drawn again with every key.
  console.error(what)
  const yes = await ask({ message: words.goOn, default: false }, { output: process.stderr }).catch(closed)
  if (!yes) throw new UsageError(words.nothingDone)
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
    bar = new SingleBar({ format: words.bar, hideCursor: false, gracefulExit: false })
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
