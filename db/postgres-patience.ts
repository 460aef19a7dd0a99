/** How long PostgreSQL is waited for, each in milliseconds: no one waits longer than a person would. */
export const milliseconds = {
  /** For a connection, whether one is to be made or all of them are in use. */
  connection: 5_000,
  /** For what another transaction holds. */
  lock: 5_000,
  statement: 7_000,
  /** A server that is frozen, or behind a cable that was pulled, keeps no promise to end a statement. */
  silence: 8_000,
  /** A transaction whose own process stopped in the middle of it. */
  idleInTransaction: 30_000,
  /** Until a connection that no one uses is closed. */
  idle: 30_000,
  /** For another server that migrates. */
  migrations: 10 * 60_000,
  /** Until the connection is made again that says that this process has the database open. */
  presence: 1_000,
}
