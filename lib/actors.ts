import type { Channel, SessionKind } from '@/db/tables/sign-in'
import type { Role } from '@/db/tables/users'

declare const minted: unique symbol
type Minted<Kind extends string> = { readonly [minted]: Kind }

/** What is known of a session's owner at the moment of the gate. */
export type Person = {
  userId: string
  sessionId: string
  /** How the session is presented: on the web by a cookie, over the token API as a bearer token. Never the other way. */
  channel: Channel
  kind: SessionKind
  role: Role
  organizationId: string
  organizationName: string
  name: string
  email: string
}

/** What is known of a challenge whose password was right. */
export type OpenChallenge = {
  challengeId: string
  userId: string
  channel: Channel
  returnTo: string | null
}

/** Somebody whose password was right and whose sign-in is not finished. */
export type Challenger = OpenChallenge & Minted<'challenger'>
/** Somebody with a live session. */
export type Member = Person & Minted<'member'>
/** A member who was an admin of their organization at the gate. */
export type Admin = Person & { role: 'admin' } & Minted<'member'> & { readonly admin: true }
/** Support staff of this server: decides on recovery requests, adds and suspends organizations. */
export type Operator = Person & { role: 'operator' } & Minted<'member'> & { readonly operator: true }
/** Whoever runs the server, at its console. */
export type Console = { osUser: string } & Minted<'console'>

/*
 * Only gates call these: lib/web/gates.ts, lib/web/api-route.ts, lib/cli, tests/support.
 * The type of an actor is the permission, so to mint one is to grant it.
 */
export const mintChallenger = (challenge: OpenChallenge) => challenge as Challenger
export const mintMember = (person: Person) => person as Member
export const mintAdmin = (person: Person): Admin | null =>
  person.role === 'admin' ? ({ ...person, admin: true } as unknown as Admin) : null
export const mintOperator = (person: Person): Operator | null =>
  person.role === 'operator' ? ({ ...person, operator: true } as unknown as Operator) : null
export const mintConsole = (osUser: string) => ({ osUser }) as Console
