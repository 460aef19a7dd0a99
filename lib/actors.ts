// biome-ignore-all lint/correctness/noUnusedPrivateClassMembers: the compiler tells the actors apart by them
import type { Channel, SessionKind } from '@/db/tables/sign-in'
import type { Role } from '@/db/tables/users'
import type { Scope } from './scopes'

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

/** What is known of an API key at the moment of the gate. */
export type KnownKey = {
  keyId: string
  /** The admin who answers for it. */
  makerId: string
  organizationId: string
  organizationName: string
  name: string
  scopes: readonly Scope[]
}

/*
 * What an actor may do is a private name of its class. A copy made by a spread has the properties and not the name: the
 * compiler takes it for no one.
 */

class ChallengerActor {
  readonly #unfinished = true
  declare readonly challengeId: string
  declare readonly userId: string
  declare readonly channel: Channel
  declare readonly returnTo: string | null
  constructor(challenge: OpenChallenge) {
    Object.assign(this, challenge)
  }
}

class MemberActor<R extends Role = Role> {
  readonly #signedIn = true
  declare readonly userId: string
  declare readonly sessionId: string
  declare readonly channel: Channel
  declare readonly kind: SessionKind
  declare readonly role: R
  declare readonly organizationId: string
  declare readonly organizationName: string
  declare readonly name: string
  declare readonly email: string
  constructor(person: Person) {
    Object.assign(this, person)
  }
}

class AdminActor extends MemberActor<'admin'> {
  readonly #admin = true
}

class OperatorActor extends MemberActor<'operator'> {
  readonly #operator = true
}

class ConsoleActor {
  readonly #console = true
  declare readonly osUser: string
  constructor(osUser: string) {
    this.osUser = osUser
  }
  static is(actor: object): actor is ConsoleActor {
    return #console in actor
  }
}

class ApiKeyActor<S extends Scope = Scope> {
  readonly #key = true
  declare readonly keyId: string
  declare readonly makerId: string
  declare readonly organizationId: string
  declare readonly organizationName: string
  declare readonly name: string
  /** The scope that it was let in for, which it had at the gate. */
  declare readonly scope: S
  constructor({ scopes: _, ...key }: KnownKey, scope: S) {
    Object.assign(this, key, { scope })
  }
  static is(actor: object): actor is ApiKeyActor {
    return #key in actor
  }
}

/** Someone whose password was right and whose sign-in is not finished. */
export type Challenger = ChallengerActor
/** Someone with a live session. */
export type Member = MemberActor
/** A member who was an admin of their organization at the gate. */
export type Admin = AdminActor
/** Support staff of this server: decides on recovery requests, adds and suspends organizations. */
export type Operator = OperatorActor
/** Whoever runs the server, at its console. */
export type Console = ConsoleActor
/** A program of an organization, let in for one scope. Never an admin, whoever made its key. */
export type ApiKey<S extends Scope = Scope> = ApiKeyActor<S>

/**
 * Whoever does something to a person, as records and emails name them: an admin, or what is known of one whose batch a job
 * works on. It is no permission: whether they may has been asked before.
 */
export type Doer = Pick<Member, 'userId' | 'name' | 'email' | 'organizationId' | 'organizationName'>

/** Whether this is the console's act, and no one's who signed in. */
export const isConsole = (actor: Doer | Member | Console | ApiKey): actor is Console => ConsoleActor.is(actor)

/** Whether a program asks, and no one who signed in. */
export const isApiKey = (actor: Doer | Member | Console | ApiKey): actor is ApiKey => ApiKeyActor.is(actor)

/** Whether this is the person who is asking. */
export const isOwn = (actor: Doer | Member | Console | ApiKey, { id }: { id: string }): boolean =>
  !isConsole(actor) && !isApiKey(actor) && actor.userId === id

/*
 * Only gates call these: lib/web/gates.ts, lib/api/route.ts, lib/cli, tests/support.
 * The type of an actor is the permission, so to mint one is to grant it.
 */
export const mintChallenger = (challenge: OpenChallenge): Challenger => new ChallengerActor(challenge)
export const mintMember = (person: Person): Member => new MemberActor(person)
export const mintAdmin = (person: Person): Admin | null =>
  person.role === 'admin' ? new AdminActor(person) : null
export const mintOperator = (person: Person): Operator | null =>
  person.role === 'operator' ? new OperatorActor(person) : null
export const mintConsole = (osUser: string): Console => new ConsoleActor(osUser)
/** Null where the key does not have this scope. */
export const mintApiKey = <S extends Scope>(key: KnownKey, scope: S): ApiKey<S> | null =>
  key.scopes.includes(scope) ? new ApiKeyActor(key, scope) : null
