import { KeyRound } from 'lucide'
import type { Clock } from '@/components/display/relative-time'
import type { ListedPasskey } from '@/lib/queries/passkeys'
import { FactorRow, History } from './factor-row'

/** The rows of the passkeys of the person. `lone`: the one that works may not be removed. */
export function Passkeys({ all, lone, clock }: { all: ListedPasskey[]; lone: boolean; clock: Clock }) {
  return all.map((one) => (
    <FactorRow
      key={one.id}
      name={one.name}
      icon={KeyRound}
      path={`/profile/passkeys/${one.id}`}
      lone={lone && worksHere(one)}
    >
      <History since={one.createdAt} usedAt={one.usedAt} client={one.client} clock={clock} />
      <p className={`text-sm [overflow-wrap:anywhere] ${one.stoppedAt ? 'text-danger' : 'text-muted'}`}>
        {stateOf(one)}
      </p>
    </FactorRow>
  ))
}

export const worksHere = ({ host, stoppedAt }: ListedPasskey) => host === null && stoppedAt === null

/** What there is to know of a passkey before relying on it. */
function stateOf({ host, stoppedAt, backupEligible, uvInitialized }: ListedPasskey): string {
  if (stoppedAt) return 'No longer works: it may have been copied. Remove it.'
  if (host) return `Made for ${host}, so it doesn’t work here.`
  const place = backupEligible ? 'Synced between your devices' : 'On this one device only'
  return uvInitialized ? `${place}.` : `${place}. Asked for after your password.`
}
