import { Visitor } from './visitor'

/** How many work at once, each on a connection of its own. */
export const connections = 16

export const visitors = (port: number) => Array.from({ length: connections }, () => new Visitor(port))

/**
 * Lets workers repeat their task until the time is over. Each finishes what it has begun; all of it counts, over the
 * time until the last was done. Answers with how many per second.
 */
export async function perSecond<Worker>(
  workers: Worker[],
  seconds: number,
  task: (worker: Worker) => Promise<void>,
): Promise<number> {
  const started = performance.now()
  const end = started + seconds * 1000
  let done = 0
  await Promise.all(
    workers.map(async (worker) => {
      for (; performance.now() < end; done++) await task(worker)
    }),
  )
  return done / ((performance.now() - started) / 1000)
}

/** Pages per second over so many seconds. */
export const pagesPerSecond = (from: Visitor[], path: string, seconds: number) =>
  perSecond(from, seconds, (visitor) => visitor.get(path))

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2
}
