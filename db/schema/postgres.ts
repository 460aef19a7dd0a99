import { postgresKit } from '../kit'
import { defineTables } from '../tables'

/** The tables as drizzle-kit reads them to write `db/migrations/postgres`. */
export const {
  serverFacts,
  organizations,
  headcounts,
  users,
  userWords,
  invitations,
  challenges,
  sessions,
  endedSessions,
  spentRefreshTokens,
  spentTimeSteps,
  handOvers,
  throttles,
  enrollments,
  shownSetupKeys,
  recoveryCodeSets,
  recoveryCodes,
  auditEntries,
  auditHeads,
  outbox,
  links,
  errands,
  browsers,
  recoveryRequests,
  recoveryDecisions,
} = defineTables(postgresKit)
