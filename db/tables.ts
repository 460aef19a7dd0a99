import type { Kit } from './kit'
import { apiKeyTables } from './tables/api-keys'
import { appSessionTables } from './tables/app-sessions'
import { appTables } from './tables/apps'
import { auditTables } from './tables/audit'
import { batchTables } from './tables/batches'
import { evidenceTables } from './tables/evidence'
import { fourEyesTables } from './tables/four-eyes'
import { groupTables } from './tables/groups'
import { linkTables } from './tables/links'
import { mailTables } from './tables/mail'
import { organizationTables } from './tables/organizations'
import { recoveryTables } from './tables/recovery'
import { serverTables } from './tables/server'
import { signInTables } from './tables/sign-in'
import { twoFactorTables } from './tables/two-factor'
import { userTables } from './tables/users'

/** Every table, in the given dialect. */
export function defineTables(kit: Kit) {
  const organizations = organizationTables(kit)
  const users = userTables(kit, organizations)
  const signIn = signInTables(kit, users)
  const recovery = recoveryTables(kit, users)
  const groups = groupTables(kit, { ...organizations, ...users })
  const apps = appTables(kit, { ...organizations, ...users, ...groups })
  return {
    ...serverTables(kit),
    ...organizations,
    ...users,
    ...signIn,
    ...twoFactorTables(kit, users, signIn),
    ...auditTables(kit),
    ...evidenceTables(kit),
    ...mailTables(kit),
    ...recovery,
    ...linkTables(kit, users, recovery),
    ...groups,
    ...apps,
    ...appSessionTables(kit, { ...users, ...signIn, ...apps }),
    ...apiKeyTables(kit, { ...organizations, ...users }),
    ...batchTables(kit, organizations),
    ...fourEyesTables(kit, organizations),
  }
}

export type Tables = ReturnType<typeof defineTables>
