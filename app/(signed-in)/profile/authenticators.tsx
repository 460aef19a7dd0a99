import { Smartphone } from 'lucide'
import type { Clock } from '@/components/display/relative-time'
import { namedOr } from '@/lib/messages/authenticators'
import type { ListedAuthenticator } from '@/lib/queries/authenticators'
import { FactorRow, History } from './factor-row'

/** The rows of the authenticators of the person. `lone`: none of them may be removed. */
export function Authenticators({
  all,
  lone,
  clock,
}: {
  all: ListedAuthenticator[]
  lone: boolean
  clock: Clock
}) {
  return all.map((one) => (
    <FactorRow
      key={one.id}
      name={namedOr(one.name)}
      icon={Smartphone}
      path={`/profile/authenticators/${one.id}`}
      lone={lone}
    >
      <History since={one.since} usedAt={one.usedAt} client={one.client} clock={clock} />
    </FactorRow>
  ))
}
