import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Oidc } from '@/lib/oidc/answer'
import type { Runtime } from '@/lib/runtime'
import type { Trust } from './client-address'
import type { Log } from './log'
import type { Metrics } from './metrics'
import type { Refusal } from './refusals'
import type { Policy } from './security-headers'
import type { Surroundings } from './surroundings'

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** What is the same for all requests. */
export type House = {
  runtime: Runtime
  log: Log
  /** Next's. */
  handle: Handler
  oidc: Oidc
  /** The security headers. */
  headers: Record<string, string>
  trusted: Trust
  metrics: Metrics
  surroundings: Surroundings
  /** The ids of all server actions; null in development, where Next finds them as they are needed. */
  actions: ReadonlySet<string> | null
}

/** One request and what is known of it. */
export type Exchange = {
  house: House
  mount: Mount
  request: IncomingMessage
  id: string
  /** Without the query. */
  path: string
  /** Of the scripts and styles that the mount's policy lets run. Empty where it lets none. */
  nonce: string
  /** The client's. */
  address: string
  /** Next itself asks, for an action that redirected. */
  own: boolean
  /** Set once it was refused here: why. */
  refused?: Refusal
}

/** What tells whether someone is admitted. */
export type Visit = Pick<Exchange, 'request' | 'own'> & { metricsToken: string | null }

/** An answer that is there as a whole, or part by part while it is made. */
export type Answer = {
  status: number
  headers: Record<string, string>
  body: string | AsyncIterable<string>
}

/** What is served under some paths, and by which rules. */
export type Mount = {
  /** What the log and the metrics call it. */
  name: string
  /** A path as it stands; one that ends in `/` is for every path below it too. */
  at: readonly string[]
  /** All that are taken; `any` where it makes no difference or each path below has its own. */
  methods: 'any' | readonly string[]
  /**
   * Who may send what is neither GET nor HEAD. `own`: pages of APP_URL, as browsers name them (ASVS 3.5.1); everyone else is
   * refused with 403. `any`: everyone, for no cookie is looked at.
   */
  origin: 'own' | 'any'
  /** Which other sites may read answers: none, or those that the OpenID provider says for each of its endpoints. */
  cors: 'none' | 'provider'
  /** What a browser may load for an answer that it shows; null: it says nothing of that. */
  csp: Policy | null
  /** What is kept of its answers by browsers and proxies: nothing, or what each answer says. */
  kept: 'nothing' | 'as-said'
  /** The longest body that is read, in bytes; what is longer is refused with 413. Null: none is read. */
  body: number | null
  /** The same for a form that a signed-in admin sends, where that may be longer: no one else has us keep so much. */
  upload?: number
  /** By which address it is to be had. `own`: APP_URL's, to which pages asked for by another one lead. */
  host: 'own' | 'any'
  /** Whom it is there for, where that is not everyone: to all others it is a path that no one knows. */
  admits?: (visit: Visit) => boolean
  /**
   * Only whole pages. Next's router and Next itself, which fetch pages ahead for people who have yet to come, are answered
   * 404: the browser then loads the page as a whole.
   */
  whole?: true
  /** Answers of Next are compressed as a whole, by us; without it part by part as they are made, by Next: what is long. */
  zipped?: 'whole'
  /** Who answers. `provider`: the OpenID provider, which reads the request itself. */
  answer: 'next' | 'provider' | ((exchange: Exchange) => Promise<Answer> | Answer)
}

/** Whether a request asks for more than to be shown something. */
export const changes = ({ method }: IncomingMessage) => method !== 'GET' && method !== 'HEAD'
