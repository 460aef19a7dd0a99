import { basename } from 'node:path'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { type Database, DatabaseGoneError, isDatabaseTrouble } from '@/db/database'
import { hashingNow } from '@/lib/crypto/password-hash'
import { takeCensus } from '@/lib/jobs/census'
import { type Counted, counted } from '@/lib/metrics'
import { contextOf, type Runtime } from '@/lib/runtime'
import type { Measured } from './crew-messages'
import type { Exchange } from './exchange'

/** What this process measures of itself. Labels are words from closed lists: their number does not grow with use. */
export type Metrics = {
  /** Notes one request that was answered. `duration`: milliseconds. */
  request(exchange: Exchange, status: number, duration: number): void
  /** All of it, in Prometheus' text format (version 0.0.4). */
  text(): Promise<string>
}

/** What `text` is, as HTTP calls it. */
export const metricsType = Registry.PROMETHEUS_CONTENT_TYPE

const registers = [new Registry()]
const [registry] = registers as [Registry]

const requests = new Histogram({
  name: 'countersign_http_request_duration_seconds',
  help: 'Requests answered and how long each took, by mount, method and class of status.',
  labelNames: ['mount', 'method', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers,
})

const writeWait = new Histogram({
  name: 'countersign_database_write_wait_seconds',
  help: 'How long transactions waited before they began.',
  buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
  registers,
})

const errors = new Counter({
  name: 'countersign_database_errors_total',
  help: 'Transactions and checks that failed because the database could not do its work.',
  registers,
})

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** The same runtime, whose transactions are measured. */
export function measured(runtime: Runtime): Runtime {
  const { db } = runtime
  const failed = (error: unknown): never => {
    if (isDatabaseTrouble(error) || error instanceof DatabaseGoneError) errors.inc()
    throw error
  }
  const write: Database['write'] = (work) => {
    const asked = performance.now()
    let began = false
    const noted: typeof work = (tx) => {
      // What lost against another one begins again.
      if (!began) writeWait.observe((performance.now() - asked) / 1000)
      began = true
      return work(tx)
    }
    return db.write(noted).catch(failed)
  }
  const check = () => db.check().catch(failed)
  const measuredDb: Database = Object.create(db, { write: { value: write }, check: { value: check } })
  return { ...runtime, db: measuredDb }
}

/** Measures the process from now on. Once in each. */
function measureProcess(): Metrics['request'] {
  collectDefaultMetrics({ register: registry })
  showCounts('sign_in_steps_total', 'Steps of sign-ins by how they ended.', 'sign-in', ['step', 'outcome'])
  showCounts('hashing_refused_total', 'Hashes refused because too many were waiting.', 'hashing-refused', [])
  showCounts('emails_total', 'Attempts to send an email, by how they ended.', 'email', ['outcome'])
  showNow('hashing_running', 'Passwords and codes that are being hashed.', () => hashingNow().running)
  showNow('hashing_waiting', 'Hashes that wait for their turn.', () => hashingNow().waiting)
  return ({ mount, request }, status, duration) => {
    const method = methods.has(request.method ?? '') ? (request.method ?? '') : 'other'
    const labels = { mount: mount.name, method, status: `${Math.floor(status / 100)}xx` }
    requests.observe(labels, duration / 1000)
  }
}

/** Measures what is the same whichever process asks, whenever what it returns is called. */
function measureServer(runtime: Runtime, version: string): () => Promise<void> {
  const build = basename(process.env.COUNTERSIGN_BUILD ?? 'development')
  gauge('build_info', 'Always 1; what runs is in the labels.', ['version', 'build']).set(
    { version, build },
    1,
  )
  const up = gauge('database_up', 'Whether the database answers.')
  const open = {
    challenges: gauge('challenges_open', 'Sign-ins that wait for their second step.'),
    emailsWaiting: gauge('emails_waiting', 'Emails that wait to be sent.'),
    emailsFailed: gauge('emails_failed', 'Emails that were given up and are still shown to admins.'),
  }
  return async () => {
    try {
      await runtime.db.check()
      const census = await takeCensus(contextOf(runtime, { address: '', userAgent: '' }))
      for (const [name, value] of Object.entries(census)) open[name as keyof typeof open].set(value)
      up.set(1)
    } catch {
      up.set(0)
      // What was counted last is not so any more.
      for (const one of Object.values(open)) one.reset()
    }
  }
}

/** The metrics of a server that is one process. */
export function openMetrics(runtime: Runtime, version: string): Metrics {
  const request = measureProcess()
  const ask = measureServer(runtime, version)
  return {
    request,
    async text() {
      await ask()
      return registry.metrics()
    },
  }
}

/** The metrics of a process that serves among several: `sum` answers with those of all of them. */
export const openWorkersMetrics = (sum: () => Promise<string>): Metrics => ({
  request: measureProcess(),
  text: sum,
})

/** What this process measured, to be added up. */
export const measuredHere = (): Promise<Measured> => registry.getMetricsAsJSON()

/** Measures the process that leads them. Answers with what it measured, and with what is the same for all. */
export function openPrimarysMetrics(runtime: Runtime, version: string): () => Promise<Measured> {
  measureProcess()
  const ask = measureServer(runtime, version)
  return async () => {
    await ask()
    return measuredHere()
  }
}

function gauge<Label extends string = never>(name: string, help: string, labelNames: Label[] = []) {
  return new Gauge({ name: `countersign_${name}`, help, labelNames, registers })
}

/** Shows what is so when it is asked. */
function showNow(name: string, help: string, now: () => number): void {
  new Gauge({
    ...{ name: `countersign_${name}`, help, registers },
    collect() {
      this.set(now())
    },
  })
}

/** Shows what was counted elsewhere in the process, as it is when it is asked. */
function showCounts(name: string, help: string, what: keyof Counted, labelNames: string[]): void {
  new Counter({
    ...{ name: `countersign_${name}`, help, labelNames, registers },
    collect() {
      this.reset()
      for (const [words, times] of counted(what))
        this.inc(Object.fromEntries(labelNames.map((label, n) => [label, words[n] ?? ''])), times)
    },
  })
}
