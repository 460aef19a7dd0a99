import { z } from 'zod'

/** NFC, one line, single spaces. */
const oneLine = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()

const named = (missing: string) =>
  z
    .string()
    .transform(oneLine)
    .refine((text) => text !== '', { error: missing })
    .refine((text) => [...text].length <= 100, { error: 'Use at most 100 characters.' })

export const personName = named('Type a name.')
export const organizationName = named("Type your organization's name.")
