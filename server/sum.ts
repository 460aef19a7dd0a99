import { setTimeout as wait } from 'node:timers/promises'
import { AggregatorRegistry } from 'prom-client'
import { seconds } from '@/lib/duration'
import type { Measured } from './crew-messages'

/** Someone who can be asked what they measured: they answer by `heard`. */
type Asked = { id: number; ask(): void }

/** How long they may take: then what they said last counts. */
const patience = seconds(2)

/**
 * Adds up what the processes of a server measured. What one has counted stays in the sum when it has ended, as far as it
 * was asked: a counter that falls is taken for one that started again.
 */
export class Sum {
  readonly #latest = new Map<number, Measured>()
  readonly #awaited = new Map<number, (() => void)[]>()
  #ended: Measured = []

  heard(id: number, measured: Measured): void {
    this.#latest.set(id, measured)
    this.#answered(id)
  }

  async left(id: number): Promise<void> {
    const last = this.#latest.get(id) ?? []
    this.#latest.delete(id)
    this.#answered(id)
    const counted = last.filter(({ type }) => ['counter', 'histogram'].includes(String(type)))
    this.#ended = await added([this.#ended, counted]).getMetricsAsJSON()
  }

  /** In Prometheus' text format. `own`: what was measured by whoever asks. */
  async text(own: Measured, others: Asked[]): Promise<string> {
    const answers = others.map(({ id, ask }) => {
      const answer = new Promise<void>((resolve) => {
        this.#awaited.set(id, [...(this.#awaited.get(id) ?? []), resolve])
      })
      ask()
      return answer
    })
    await Promise.race([Promise.all(answers), wait(patience, undefined, { ref: false })])
    // What has no sum, such as when a process began, is that of whoever asks.
    const told = own.map((one) =>
      one.aggregator === 'omit' ? { ...one, aggregator: 'first' as const } : one,
    )
    return added([told, ...this.#latest.values(), this.#ended]).metrics()
  }

  #answered(id: number): void {
    for (const resolve of this.#awaited.get(id) ?? []) resolve()
    this.#awaited.delete(id)
  }
}

const added = (measured: Measured[]) => AggregatorRegistry.aggregate(measured)
