import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Card, Section } from '@/components/display/card'
import { Fact, Facts } from '@/components/display/facts'
import { RelativeTime } from '@/components/display/relative-time'
import { PageTitle } from '@/components/frame/page-title'
import { actExplained, actInWords, decidedInWords } from '@/lib/messages/four-eyes'
import { findAskedAct } from '@/lib/queries/four-eyes'
import { requireAdmin } from '@/lib/web/gates'
import type { PagePropsOf } from '@/lib/web/page-props'
import { readerClock } from '@/lib/web/reader-zone'
import { requestContext } from '@/lib/web/request-context'
import { Decide } from './decide'

type Props = PagePropsOf<{ id: string }>

const askedOf = cache(async (id: string) => {
  const admin = await requireAdmin()
  return (await findAskedAct(await requestContext(), admin, id)) ?? notFound()
})

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({
  title: actInWords((await askedOf((await params).id)).act),
})

export default async function AskedPage({ params }: Props) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const asked = await askedOf((await params).id)
  const now = ctx.now()
  const clock = await readerClock(admin)
  const { act, state, by, cause, open } = asked
  return (
    <>
      <PageTitle
        title={actInWords(act)}
        subtitle={open ? 'Waiting for a second admin.' : decidedInWords(state, by, cause)}
        back={{ href: '/organization/policy/waiting', label: 'Waiting for a second admin' }}
      />
      <Card>
        <Section title="Request" description={actExplained(act)}>
          <Facts>
            <Fact name="Asked by">{asked.askedBy}</Fact>
            <Fact name="Asked">
              <RelativeTime at={asked.askedAt} clock={clock} />
            </Fact>
            <Fact name="Told">{asked.told.join(', ')}</Fact>
            {open && (
              <Fact name="Expires">
                <RelativeTime at={asked.expiresAt} clock={clock} />
              </Fact>
            )}
          </Facts>
        </Section>
        {open && <Decide asked={asked} account={admin.email} now={now} />}
      </Card>
    </>
  )
}
