import { z } from 'zod'

/** As what a file is sent. */
export const format = z.enum(['csv', 'json'], { error: 'Send csv or json.' }).default('json')

/** The rows of a file as JSON: its columns by their headings. */
export const exportedRows = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))
