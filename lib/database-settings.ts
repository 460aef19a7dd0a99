import { z } from 'zod'
import type { DatabasePlace } from '@/db/open'

/** Where a PostgreSQL database is, and who signs in there. */
export const databaseAddress = z
  .string()
  .refine((text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text), {
    error: 'must be an address such as postgres://countersign:password@db.example.com/countersign',
  })

/** The variables that name the database. */
export const databaseVariables = {
  DATABASE_URL: databaseAddress.optional(),
  DATABASE_POOL: z.coerce
    .number({ error: 'must be a number' })
    .int({ error: 'must be a whole number' })
    .min(2, { error: 'must be a number from 2 to 200' })
    .max(200, { error: 'must be a number from 2 to 200' })
    .default(10),
  DATABASE_POOLER: z
    .enum(['session', 'transaction'], { error: 'must be session or transaction' })
    .default('session'),
}

/** The PostgreSQL database that they name; null where it is the file. */
export const databaseServerOf = ({
  DATABASE_URL: url,
  DATABASE_POOL: connections,
  DATABASE_POOLER: pooler,
}: z.output<z.ZodObject<typeof databaseVariables>>): DatabasePlace['databaseServer'] =>
  url ? { url, connections, pooled: pooler === 'transaction' } : null
