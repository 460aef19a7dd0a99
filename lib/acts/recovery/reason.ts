import { z } from 'zod'

/** Why a request is approved or rejected. */
export const decisionReason = z
  .string({ error: 'Give a reason. Everyone involved can read it.' })
  .trim()
  .min(1, { error: 'Give a reason. Everyone involved can read it.' })
  .max(500, { error: 'Use at most 500 characters.' })
