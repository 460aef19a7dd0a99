import Link from 'next/link'
import type { ReactNode } from 'react'
import { Section } from '@/components/display/card'
import { type Clock, RelativeTime } from '@/components/display/relative-time'
import { atRiskWords } from '@/lib/messages/at-risk'
import { counted } from '@/lib/messages/codes'
import type { AdminsAtRisk } from '@/lib/queries/overview/admins'
import { type AtRisk, type RiskKind, riskKinds } from '@/lib/queries/overview/at-risk'
import { mostNamed } from '@/lib/queries/overview/missing'
import { PeopleGroup } from './people-group'

/** The first of each kind, and whether there are more. */
export type Risks = { admins: AdminsAtRisk } & Record<RiskKind, { people: AtRisk[]; next: string | null }>

/** Who would be locked out, or leave others without help, the day something gets lost: with what to do before. */
export function AtRiskSection({ risks, clock }: { risks: Risks; clock: Clock }) {
  const kinds = riskKinds.filter((kind) => risks[kind].people.length > 0)
  const { sole, withoutPhone } = risks.admins
  if (!sole && withoutPhone.length === 0 && kinds.length === 0)
    return <Section title="At risk" description="No one." />
  return (
    <Section title="At risk" description="Before a phone is lost or a link expires">
      {sole && (
        <PeopleGroup title="Only one admin" people={[sole]}>
          If they’re locked out, no one here can help them.{' '}
          <Link href="/organization/users/new?role=admin">Add a second admin</Link>, or{' '}
          <Link href="/organization/users">make someone else an admin</Link> on their page.
        </PeopleGroup>
      )}
      {withoutPhone.length > 0 && (
        <PeopleGroup
          title="Admins without a contact phone"
          people={withoutPhone.slice(0, mostNamed)}
          more={
            withoutPhone.length > mostNamed
              ? { href: '/organization/users', label: `and ${withoutPhone.length - mostNamed} more` }
              : undefined
          }
        >
          If they’re locked out, the server’s support team has no number of theirs to call back. Add it on
          their page.
        </PeopleGroup>
      )}
      {kinds.map((kind) => (
        <PeopleGroup
          key={kind}
          title={atRiskWords[kind].title}
          people={risks[kind].people.map((one) => ({ ...one, detail: detailOf(kind, one, clock) }))}
          more={
            risks[kind].next === null
              ? undefined
              : { href: `/organization/at-risk?kind=${kind}`, label: 'Show all' }
          }
        >
          {atRiskWords[kind].todo}
        </PeopleGroup>
      ))}
    </Section>
  )
}

/** How great the risk is. */
export function detailOf(kind: RiskKind, { codesLeft, at }: AtRisk, clock: Clock): ReactNode {
  if (kind === 'codes') return codesLeft === 0 ? 'none left' : `${counted(codesLeft ?? 0, 'code')} left`
  const when = <RelativeTime at={at} clock={clock} />
  return kind === 'invitations' && at && at <= clock.now ? <>expired {when}</> : when
}
