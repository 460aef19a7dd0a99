import type { MetricObjectWithValues, MetricValue } from 'prom-client'

/*
 * What the processes of one server tell each other, where WORKERS is more than one (node:cluster).
 */

/** What one process measured. */
export type Measured = MetricObjectWithValues<MetricValue<string>>[]

export type FromWorker =
  | { tells: 'serving' }
  /** It cannot begin: why, in a sentence; null where it has said so itself. */
  | { tells: 'refused'; sentence: string | null }
  | { tells: 'forwarded-by'; proxy: string }
  | { tells: 'unnamed-by'; proxy: string }
  | { tells: 'verified-by'; proxy: string }
  | { tells: 'site-unknown'; host: string }
  | { tells: 'asked-as'; host: string; where: 'page' | 'form' }
  | { tells: 'measured'; measured: Measured }
  /** Someone asks for what all processes measured. */
  | { asks: 'sum'; number: number }

export type FromPrimary =
  | { asks: 'measured' }
  /** Null: it could not be had. */
  | { tells: 'sum'; number: number; text: string | null }
