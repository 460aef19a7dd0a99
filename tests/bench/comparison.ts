import { median } from './load'
import type { Line } from './table'

/** Something that is done so many times per second, against a floor in the same run. */
export type Comparison = {
  what: string
  per: string
  floorIs: string
  /** Both answer with how many per second, over so many seconds. */
  measure: (seconds: number) => Promise<number>
  floor: (seconds: number) => Promise<number>
  seconds: number
  /** At least this part of the floor's rate; or at most this many times as slow. */
  target: Line['target']
}

/** Measures in turns, so that whatever else the machine does meanwhile meets both; of each, the median counts. */
export async function compare(comparisons: Comparison[], rounds: number): Promise<Line[]> {
  const taken = comparisons.map((comparison) => ({ comparison, floor: [0], measured: [0] }))
  for (let round = 0; round <= rounds; round++) {
    for (const { comparison, floor, measured } of taken) {
      floor[round] = await comparison.floor(comparison.seconds)
      measured[round] = await comparison.measure(comparison.seconds)
    }
  }
  // The first round is there to warm everything up.
  return taken.map(({ comparison: { what, per, floorIs, target }, floor, measured }) => {
    const [rate, floorRate] = [median(measured.slice(1)), median(floor.slice(1))]
    return {
      what,
      measured: `${rate.toFixed(1)} ${per}`,
      floor: `${floorRate.toFixed(1)} ${floorIs}`,
      value: 'atLeast' in target ? rate / floorRate : floorRate / rate,
      target,
    }
  })
}
