import { lines } from '@/lib/inputs'

/** Why a request is approved or rejected. */
export const decisionReason = lines(500, 'Give a reason. Everyone involved can read it.')
