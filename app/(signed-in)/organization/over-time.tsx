import { Section } from '@/components/display/card'
import { NarrowLine, Table, Td, Th, Tr } from '@/components/display/data-table'
import type { DayCount } from '@/lib/queries/overview/days'
import { daysIn, zoneInWords } from '@/lib/zone'

const [wide, high] = [720, 120]

/** Of the days given, oldest first, those on which a number changed, and the last. */
export function turnsOf(days: readonly DayCount[]): DayCount[] {
  return days.filter((one, n) => {
    const before = days[n - 1]
    const same = before?.people === one.people && before.protected === one.protected
    return !same || n === days.length - 1
  })
}

/** Who has it, and is locked out of it. */
const lockedOf = ({ people, protected: on, missing }: DayCount) => people - on - missing

/**
 * How many were protected day by day, as a picture, with a table behind it that says the same. `zone`: the organization's, in
 * which a day was counted, where whoever looks reads times in another one.
 */
export function OverTimeSection({ days, zone }: { days: readonly DayCount[]; zone: string | null }) {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last || first === last)
    return (
      <Section title="Over time" description="People are counted once a day. The picture begins tomorrow." />
    )
  const turns = turnsOf(days)
  const someLocked = turns.some((one) => lockedOf(one) > 0)
  const label = `${first.protected} of ${first.people} protected on ${dayInWords(first.day)}, ${last.protected} of ${last.people} today`
  return (
    <Section title="Over time" description={label}>
      <div>
        <Picture turns={turns} label={label} />
        <p aria-hidden="true" className="flex justify-between gap-4 pt-1.5 text-sm text-muted">
          <span>{dayInWords(first.day)}</span>
          <span>Today</span>
        </p>
        <p aria-hidden="true" className="flex flex-wrap gap-x-4 text-sm text-muted">
          <Key className="bg-success-fill">Protected</Key>
          <Key className="bg-muted">People</Key>
        </p>
      </div>
      {zone && <p className="text-sm text-muted">{`Days are in ${zoneInWords(zone)}.`}</p>}
      <details>
        <summary className="w-fit cursor-pointer pointer-coarse:py-3">Show as a table</summary>
        <Table
          flush
          label="Protected over time"
          head={
            <>
              <Th>From</Th>
              <Th align="end">Protected</Th>
              <Th align="end" from="medium">
                Not protected
              </Th>
              {someLocked && (
                <Th align="end" from="medium">
                  Locked
                </Th>
              )}
              <Th align="end">People</Th>
            </>
          }
        >
          {turns.map((one) => (
            <Tr key={one.day}>
              <Td strong>
                <span className="whitespace-nowrap">{one === last ? 'Today' : dayInWords(one.day)}</span>
                <NarrowLine>{restInWords(one)}</NarrowLine>
              </Td>
              <Td align="end">{one.protected}</Td>
              <Td align="end" from="medium">
                {one.missing}
              </Td>
              {someLocked && (
                <Td align="end" from="medium">
                  {lockedOf(one)}
                </Td>
              )}
              <Td align="end">{one.people}</Td>
            </Tr>
          ))}
        </Table>
      </details>
    </Section>
  )
}

/** What the columns of whoever is not protected say, where they are not shown. */
const restInWords = (one: DayCount) =>
  `${one.missing} not protected${lockedOf(one) > 0 ? `, ${lockedOf(one)} locked` : ''}`

/** Numbers stay as they were until the day on which they changed: the lines are stairs. */
function Picture({ turns, label }: { turns: readonly DayCount[]; label: string }) {
  const from = dayNumber(turns[0]?.day ?? '')
  // Today is a day as well.
  const span = dayNumber(turns.at(-1)?.day ?? '') - from + 1
  const most = Math.max(1, ...turns.map(({ people }) => people))
  const stairs = (count: (one: DayCount) => number) =>
    `${turns
      .map((one, n) => {
        const x = Math.round(((dayNumber(one.day) - from) / span) * wide)
        const y = Math.round((1 - count(one) / most) * (high - 4)) + 2
        return n === 0 ? `M0 ${y}` : `H${x}V${y}`
      })
      .join('')}H${wide}`
  const people = stairs((one) => one.people)
  const on = stairs((one) => one.protected)
  const line = { fill: 'none', strokeWidth: 2, vectorEffect: 'non-scaling-stroke' } as const
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${wide} ${high}`}
      preserveAspectRatio="none"
      width="100%"
      height={high}
      className="block border-b border-border"
    >
      <path d={`${on}V${high}H0Z`} className="fill-success-soft" />
      <path d={people} className="stroke-muted" {...line} />
      <path d={on} className="stroke-success-fill" {...line} />
    </svg>
  )
}

function Key({ className, children }: { className: string; children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span className={`h-0.5 w-4 ${className}`} />
      {children}
    </span>
  )
}

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000

const inWords = daysIn('UTC')

/** Of a day as ISO 8601 writes it. */
const dayInWords = (day: string) => inWords(new Date(`${day}T00:00:00Z`))
