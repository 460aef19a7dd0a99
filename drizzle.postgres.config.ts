import { defineConfig } from 'drizzle-kit'

/** `npx drizzle-kit generate --config drizzle.postgres.config.ts --name WHAT`, beside the one for SQLite. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema/postgres.ts',
  out: './db/migrations/postgres',
})
