import { z } from 'zod'
import { opaque } from '@/lib/opaque'

/** How people are added: the same for all of them. */
export const addPeopleOptions = z.strictObject({
  role: z.enum(['agent', 'admin'], { error: 'Choose Agent or Admin.' }),
  twoFactorRequired: z.boolean(),
  /** Which groups they are in from the start. */
  groupIds: z.array(opaque).max(100, { error: 'Choose at most 100 groups.' }),
})

/** What is done to people who are there already, as far as it needs more than their names. */
export const onPeopleOptions = z.strictObject({
  /** For *Require*: for the person, and for whoever reads the audit log. */
  reason: z.string().trim().max(200, { error: 'Use at most 200 characters.' }).optional(),
  /** For *Require*: their sessions end at once; else they go on for a day at most. */
  signOut: z.boolean(),
  /** For *Add to group*. */
  groupId: opaque.optional(),
})
