import { z } from 'zod'

/** An id or a token that this server handed out, as it comes back: anything else is no one's. */
export const opaque = z.string().max(64).meta({ pattern: '^[A-Za-z0-9_-]+$' })
