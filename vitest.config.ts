import { configDefaults, defineConfig } from 'vitest/config'

const onPostgres = process.env.COUNTERSIGN_TEST_DATABASE === 'postgres'

/** Files that do not run on PostgreSQL, each with its reason. All run on SQLite. */
const notOnPostgres: Record<string, string> = {
  'tests/domain/audit/from-before.test.ts': 'No log on PostgreSQL is from before logs were authenticated.',
  'tests/domain/cli/commands.test.ts':
    'Commands on a data folder; what differs on a server is in database/postgres.test.ts.',
  'tests/domain/cli/usage.test.ts': 'What the command line itself says.',
  'tests/domain/cli/evidence.test.ts': 'A file and a key; where they came from makes no difference.',
  'tests/domain/evidence/changed.test.ts': 'Bytes of a file, whatever database it was made of.',
  'tests/domain/database/files.test.ts': 'Files.',
  'tests/domain/database/migrations.test.ts':
    "SQLite's own migrations; PostgreSQL's are in database/postgres.test.ts.",
  'tests/domain/database/query-plans.test.ts':
    "SQLite's plans: PostgreSQL plans by what tables hold at the moment.",
  'tests/domain/upkeep/very-many.test.ts': 'Files of very many rows, written past the product.',
  'tests/domain/upkeep/restored-secrets.test.ts': 'Restoring a file, as well.',
  'tests/domain/upkeep/restore.test.ts': 'Restoring a file; on a server that is pg_restore.',
  ...Object.fromEntries(
    [
      'components/translated-text',
      'crypto/key-file',
      'crypto/password-hash',
      'crypto/vault',
      'extension/server',
      'messages',
      'passwords/rules',
      'recovery/unattended',
      'scripts/build',
      'scripts/env-file',
      'settings',
      'sign-in/address',
      'two-factor/setup-uri',
      'two-factor/totp',
      'two-factor/typed-codes',
      'upkeep/clock',
      'upkeep/node-lines',
      'users/email',
    ].map((name) => [
      `tests/domain/${name}.test.ts`,
      'Asks no database of its own, or starts servers on a file.',
    ]),
  ),
  ...Object.fromEntries(
    [
      '07-the-label',
      '14-leading-elsewhere',
      'api-socket',
      'bodies-and-addresses',
      'cookies-blocked',
      'headers',
      'mounts',
      'unreadable-requests',
    ].map((name) => [
      `tests/attacks/${name}.test.ts`,
      'What the socket and the pages say, whatever is stored.',
    ]),
  ),
  'tests/faults/rivals-adding-people.test.ts':
    'Copies of a file. On PostgreSQL several servers add people in races, and a dead one is in one-of-three-killed.',
  ...Object.fromEntries(
    ['enrolling', 'recovering', 'redeeming', 'turning-off'].map((name) => [
      `tests/faults/killed-while-${name}.test.ts`,
      'Copies of a file, killed fifty times each. The acts and their transactions are the same; what a dead server leaves on PostgreSQL is in one-of-three-killed.',
    ]),
  ),
  ...Object.fromEntries(
    [
      'full-disk',
      'killed-server',
      'killed-while-restoring',
      'killed-while-rotating',
      'locks',
      'restoring-and-starting',
      'rivals-rotating',
      'start-errors',
      'stopped-while-starting',
    ].map((name) => [`tests/faults/${name}.test.ts`, 'A file, its locks and its disk.']),
  ),
  'tests/faults/mail-server-hangs.test.ts': 'The mail server is the same.',
}

/** And those that are about PostgreSQL itself. */
const onlyOnPostgres: Record<string, string> = {
  'tests/faults/one-of-three-killed.test.ts': 'Several servers need a database that is a server.',
  'tests/faults/postgres-trouble.test.ts': 'What happens to a server, and to the way to it.',
  'tests/domain/database/ways-to-postgres.test.ts': 'TLS and PgBouncer, between us and a server.',
  'tests/domain/database/servers.test.ts': 'Several servers need a database that is a server.',
  'tests/domain/upkeep/move.test.ts': 'From PostgreSQL to a file and back.',
  'tests/domain/cli/move-to.test.ts': 'From PostgreSQL to a file and back.',
  'tests/domain/database/postgres.test.ts':
    'What SQLite does not have: a server, connections to lose, transactions at once.',
}

/** Everything but the journeys. Tests that need a running server start `$COUNTERSIGN_BUILD/server.mjs` themselves. */
export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    include: ['tests/architecture*.test.ts', 'tests/{domain,attacks,faults,apps}/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...Object.keys(onPostgres ? notOnPostgres : onlyOnPostgres)],
    environment: 'node',
    globalSetup: onPostgres ? ['tests/support/process/postgres-cluster.ts'] : [],
    pool: 'forks',
    // On two cores: those that run servers wait for half of their time.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    allowOnly: false,
  },
})
