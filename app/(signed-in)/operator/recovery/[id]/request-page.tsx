import type { ReactNode } from 'react'
import { Card, Section } from '@/components/display/card'
import { Fact, Facts } from '@/components/display/facts'
import { type Clock, RelativeTime } from '@/components/display/relative-time'
import { PageTitle } from '@/components/frame/page-title'
import { counted } from '@/lib/messages/codes'
import { endedInWords } from '@/lib/messages/recovery'
import { roleWords } from '@/lib/messages/roles'
import type { KnownPhone } from '@/lib/queries/recovery/phones'
import type { Evidence } from '@/lib/queries/recovery/queue'
import { requireOperator } from '@/lib/web/gates'
import { readerClock, readerZone } from '@/lib/web/reader-zone'
import { zoneInWords } from '@/lib/zone'
import { AuditTable } from '../../../organization/audit/audit-table'
import { StandingBadge } from '../standing-badge'
import { Decide, Decisions } from './decide'

/** The page of a recovery request, for operators. `children`: the dialog that stands open above it. */
export async function RequestPage({ evidence, children }: { evidence: Evidence; children?: ReactNode }) {
  const operator = await requireOperator()
  const { person, request, standing } = evidence
  const [clock, zone] = [await readerClock(operator), await readerZone(operator)]
  const ended = endedInWords(request)
  return (
    <>
      <PageTitle
        person
        title={person.name}
        subtitle={`${person.email} · ${roleWords[person.role]} of ${person.organizationName}`}
        back={{ href: '/operator/recovery', label: 'Recovery requests' }}
        action={<StandingBadge standing={standing} held={evidence.held} />}
      />
      <Card>
        <Section
          title="Request"
          description="What they wrote. Anyone who can read the mailbox can write this."
        >
          <Facts>
            <Fact name="Organization entered">{request.organization}</Fact>
            <Fact name="What happened">{request.story}</Fact>
            <Fact name="Asked">
              <RelativeTime at={request.askedAt} clock={clock} />
            </Fact>
            <Fact name="From">
              {request.client}, {request.address}
            </Fact>
            <Fact name="Mailbox confirmed">
              <RelativeTime at={request.confirmedAt} clock={clock} />
            </Fact>
            {(standing === 'approved' || standing === 'ready') && (
              <Fact name={standing === 'ready' ? 'Wait ended' : 'Wait ends'}>
                <RelativeTime at={request.readyAt} clock={clock} />
              </Fact>
            )}
            {ended && <Fact name="Ended by">{ended}</Fact>}
          </Facts>
        </Section>
        <EvidenceSection evidence={evidence} clock={clock} />
        <Decisions evidence={evidence} clock={clock} />
        <Decide evidence={evidence} />
      </Card>
      <Card>
        <Section
          title="Events"
          description={`What happened to this request. Times are in ${zoneInWords(zone.shown)}.`}
        >
          <AuditTable
            entries={evidence.events}
            label={`Events of the request of ${person.name}`}
            zone={zone.shown}
            flush
          />
        </Section>
      </Card>
      {children}
    </>
  )
}

function EvidenceSection({ evidence, clock }: { evidence: Evidence; clock: Clock }) {
  const { person, otherAdmins, signIns, earlier } = evidence
  return (
    <Section title="Evidence" description="What the server knows. On its own it proves nothing.">
      <Facts>
        <Fact name="Contact phone">
          <Phone known={person.phone} clock={clock} />
        </Fact>
        <Fact name="Organization’s phone">
          <Phone known={person.organizationPhone} clock={clock} />
        </Fact>
        <Fact name="Password">
          {person.passwordLately
            ? 'Entered correctly within the last day'
            : 'Not entered within the last day'}
        </Fact>
        <Fact name="Two-factor authentication">
          {person.enabled ? `On, ${counted(person.recoveryCodesLeft, 'recovery code')} left` : 'Off'}
        </Fact>
        <Fact name="Account since">
          <RelativeTime at={person.createdAt} clock={clock} />
        </Fact>
        <Fact name="Email address changed">
          <RelativeTime at={person.emailChangedAt} clock={clock} />
        </Fact>
        <Fact name="Other active admins">
          {otherAdmins.length === 0
            ? 'None: no one in the organization can help'
            : otherAdmins.map(({ name, email }) => `${name} (${email})`).join('\n')}
        </Fact>
        <Fact name="Last sign-ins">
          {signIns.length === 0
            ? 'None'
            : signIns.map(({ at, client, address }) => (
                <p key={at}>
                  <RelativeTime at={new Date(at)} clock={clock} />, {client}, {address}
                </p>
              ))}
        </Fact>
        <Fact name="Earlier requests">
          {earlier.length === 0
            ? 'None'
            : earlier.map((one) => (
                <p key={one.id}>
                  <RelativeTime at={one.askedAt} clock={clock} />: {one.standing}
                </p>
              ))}
        </Fact>
      </Facts>
    </Section>
  )
}

/** Whoever may change a number could have done so just now: when that was stands beside it. */
function Phone({ known, clock }: { known: KnownPhone | null; clock: Clock }) {
  if (!known) return 'None given'
  const { number, changedAt } = known
  return (
    <>
      <p>{number}</p>
      {changedAt && (
        <p className="text-sm text-muted">
          Last changed <RelativeTime at={changedAt} clock={clock} />
        </p>
      )}
    </>
  )
}
