import Link from 'next/link'
import { Card, Section } from '@/components/display/card'
import { Notice } from '@/components/display/notice'
import { Said } from '@/components/display/said'
import { PageTitle } from '@/components/frame/page-title'
import { actInWords, decidedInWords, suspendedInWords, waitsInWords } from '@/lib/messages/four-eyes'
import { findFourEyes, listAskedActs, listDecidedActs } from '@/lib/queries/four-eyes'
import { requireAdmin } from '@/lib/web/gates'
import { noticeOf } from '@/lib/web/notices'
import { one, type PageProps } from '@/lib/web/page-props'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'

export const generateMetadata = titled(requireAdmin, 'Waiting for a second admin')

export default async function WaitingPage({ searchParams }: PageProps) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const said = await noticeOf(one((await searchParams).notice))
  const [standing, waiting, decided] = await Promise.all([
    findFourEyes(ctx, admin),
    listAskedActs(ctx, admin),
    listDecidedActs(ctx, admin),
  ])
  const now = ctx.now().getTime()
  return (
    <>
      <PageTitle
        title="Waiting for a second admin"
        subtitle="What one admin asked for and another has to agree to."
        back={{ href: '/organization/policy', label: 'Policy' }}
      />
      <Said said={said} />
      {standing.suspended && <Notice tone="warning">{suspendedInWords(standing.admins)}</Notice>}
      <Card>
        <Section title="Waiting" description={waiting.length === 0 ? 'Nothing is waiting.' : undefined}>
          {waiting.length > 0 && (
            <ul className="grid gap-3">
              {waiting.map(({ id, act, askedBy, told, expiresAt }) => (
                <li key={id}>
                  <Link href={`/organization/policy/waiting/${id}`}>{actInWords(act)}</Link>
                  <p className="text-sm text-muted">
                    {waitsInWords(askedBy, told, expiresAt.getTime() - now)}
                  </p>
                </li>
              ))}
            </ul>
          )}
        </Section>
        {decided.length > 0 && (
          <Section title="Decided">
            <ul className="grid gap-3">
              {decided.map(({ id, act, state, by, cause }) => (
                <li key={id}>
                  <Link href={`/organization/policy/waiting/${id}`}>{actInWords(act)}</Link>
                  <p className="text-sm text-muted">{decidedInWords(state, by, cause)}</p>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </Card>
    </>
  )
}
