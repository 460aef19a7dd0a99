import { defineConfig } from 'vitest/config'

/** Everything but the journeys. Tests that need a running server start `$COUNTERSIGN_BUILD/server.mjs` themselves. */
export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    include: ['tests/architecture.test.ts', 'tests/{domain,attacks,faults}/**/*.test.ts'],
    environment: 'node',
    globalSetup: ['tests/support/process/postgres-cluster.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    allowOnly: false,
  },
})
