import { createHash } from 'node:crypto'
import type { PolicyWho } from '@/db/tables/organizations'

/**
 * By which a preview is told from what it would be now: 22 characters that change with the rule that was thought of, with the
 * one that stands, and with what was shown.
 */
export const markOf = (
  { who, groupIds }: { who: PolicyWho; groupIds: readonly string[] },
  standing: object,
  shown: object,
): string =>
  createHash('sha256')
    .update(JSON.stringify([who, groupIds.toSorted(), standing, shown]))
    .digest('base64url')
    .slice(0, 22)
