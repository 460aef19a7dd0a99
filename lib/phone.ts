import { z } from 'zod'

const separators = /[\s().\-/\u00ad\u2010-\u2015\u200e\u200f\u202a-\u202c\u2066-\u2069]/g

const international = /^\+[1-9]\d{6,14}$/

/**
 * A phone number as people write it, kept as E.164 (ITU-T): a plus, the country code and at most 15 digits in all. Empty:
 * none. Whether it rings anywhere is for the person who calls it.
 */
export const contactPhone = z
  .string()
  .max(60, { error: 'Use at most 60 characters.' })
  .transform((typed) => typed.replace(separators, '').replace(/^00/, '+'))
  .refine((number) => number === '' || international.test(number), {
    error: 'Enter the number with its country code, such as +49 30 123456.',
  })
  .transform((number) => number || null)
