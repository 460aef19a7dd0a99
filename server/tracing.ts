import { context, DiagLogLevel, diag, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  type ReadableSpan,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-node'
import type { Database } from '@/db/database'
import { seconds } from '@/lib/duration'
import type { Runtime } from '@/lib/runtime'
import type { Handler } from './exchange'
import type { Log } from './log'

/*
 * Traces, where OTEL_EXPORTER_OTLP_ENDPOINT says where to. A bundle of its own with its packages in it, which no one
 * loads otherwise (scripts/bundle.mjs, server/main.ts).
 */

export type Tracing = {
  /** Answers a request in a span of its own, which goes on with the trace that it came with (W3C Trace Context). */
  traced(handle: Handler): Handler
  /** The same runtime, whose transactions are spans of the request that they are for. */
  tracedWrites(runtime: Runtime): Runtime
  /** Sends what was not sent yet, for three seconds at most. */
  close(): Promise<void>
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** What is said of a span: words from closed lists and numbers. Addresses hold tokens, queries what people typed. */
const said = new Set([
  'http.request.method',
  'http.response.status_code',
  'http.method',
  'http.status_code',
  'http.route',
  'next.route',
  'next.span_type',
  'next.rsc',
  'countersign.mount',
  'error.type',
])

/**
 * Begins tracing: once in a process, before anything is served. `mountAt`: what a path stands under. The exporter reads
 * its own settings (OTEL_…).
 */
export function startTracing(
  version: string,
  log: Log,
  mountAt: (path: string) => { name: string },
): Tracing {
  diag.setLogger(
    {
      ...{ verbose() {}, debug() {}, info() {}, warn() {} },
      error: () => log.warn({ event: 'traces.failed' }, 'traces could not be sent'),
    },
    DiagLogLevel.ERROR,
  )
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'countersign', 'service.version': version }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    spanProcessors: [new BatchSpanProcessor(discreet(new OTLPTraceExporter({ timeoutMillis: seconds(3) })))],
  })
  provider.register()
  const tracer = provider.getTracer('countersign', version)

  const traced: Tracing['traced'] = (handle) => (request, response) => {
    const method = methods.has(request.method ?? '') ? (request.method ?? '') : 'other'
    const mount = mountAt((request.url ?? '/').split('?', 1)[0] ?? '/').name
    const attributes = { 'http.request.method': method, 'countersign.mount': mount }
    const from = propagation.extract(context.active(), request.headers)
    const span = tracer.startSpan(`${method} ${mount}`, { kind: SpanKind.SERVER, attributes }, from)
    response.once('close', () => {
      span.setAttribute('http.response.status_code', response.statusCode)
      if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
      span.end()
    })
    const within = trace.setSpan(from, span)
    // When an action redirects, Next fetches from us with the headers that it was sent.
    propagation.inject(within, request.headers)
    return context.with(within, () => handle(request, response))
  }

  const tracedWrites: Tracing['tracedWrites'] = (runtime) => {
    const { db } = runtime
    const write: Database['write'] = (work) => {
      // What jobs write every second belongs to no one's request.
      if (!trace.getActiveSpan()) return db.write(work)
      return tracer.startActiveSpan('database write', { kind: SpanKind.CLIENT }, async (span) => {
        try {
          return await db.write(work)
        } catch (error) {
          span.setAttribute('error.type', error instanceof Error ? error.name : typeof error)
          span.setStatus({ code: SpanStatusCode.ERROR })
          throw error
        } finally {
          span.end()
        }
      })
    }
    const tracedDb: Database = Object.create(db, { write: { value: write } })
    return { ...runtime, db: tracedDb }
  }

  return { traced, tracedWrites, close: () => provider.shutdown().catch(() => {}) }
}

/** Sends of each span what `said` lists, its times and how it ended: no messages of errors, nothing of a person. */
function discreet(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => exporter.export(spans.map(discreetly), done),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  }
}

function discreetly(span: ReadableSpan): ReadableSpan {
  const attributes = Object.fromEntries(Object.entries(span.attributes).filter(([name]) => said.has(name)))
  const { 'next.span_type': type, 'next.route': route } = attributes
  return {
    // Next names some spans after addresses; the kinds of its spans are a closed list, and a route is a pattern.
    name: type === undefined ? span.name : [type, route].filter(Boolean).join(' '),
    attributes,
    status: { code: span.status.code },
    ...{ events: [], links: [], droppedAttributesCount: 0, droppedEventsCount: 0, droppedLinksCount: 0 },
    ...{ kind: span.kind, startTime: span.startTime, endTime: span.endTime, duration: span.duration },
    ...{ ended: span.ended, resource: span.resource, instrumentationScope: span.instrumentationScope },
    spanContext: () => span.spanContext(),
    ...(span.parentSpanContext && { parentSpanContext: span.parentSpanContext }),
  }
}
