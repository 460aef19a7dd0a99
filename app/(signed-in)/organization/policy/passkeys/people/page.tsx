import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Card } from '@/components/display/card'
import { EmptyState } from '@/components/display/empty-state'
import { Pager } from '@/components/display/pager'
import { Person } from '@/components/display/person'
import { PageTitle } from '@/components/frame/page-title'
import { listLackingPasskey } from '@/lib/queries/policy/passkeys'
import { requireAdmin } from '@/lib/web/gates'
import { one, type PageProps } from '@/lib/web/page-props'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'
import { addressOf, draftOf } from '../draft'

export const generateMetadata = titled(requireAdmin, 'People without a passkey')

/** Whom the rule would name, and who have no passkey that works here. */
export default async function PeopleWithoutPasskeyPage({ searchParams }: PageProps) {
  const admin = await requireAdmin()
  const query = await searchParams
  const draft = draftOf(query)
  if (!draft?.success) notFound()
  const { who, groupIds } = draft.data
  const asked = { who, groupIds, ...(one(query.after) && { after: one(query.after) }) }
  const page = await listLackingPasskey(await requestContext(), admin, asked)
  const address = addressOf(draft.data, '/people')
  return (
    <>
      <PageTitle
        title="People without a passkey"
        subtitle="Once it applies, those who use an authenticator app need a recovery code to sign in and add a passkey. Ask them to add one before then. Those without two-factor authentication can set up a passkey only."
        back={{ href: addressOf(draft.data), label: 'Passkeys only' }}
      />
      <Card>
        {page.people.length > 0 ? (
          <ul className="divide-y divide-border">
            {page.people.map(({ id, name, email }) => (
              <li key={id}>
                <Link
                  prefetch={false}
                  href={`/organization/users/${id}`}
                  className="flex items-center px-5 py-3 no-underline hover:bg-subtle"
                >
                  <Person name={name} detail={email} />
                </Link>
              </li>
            ))}
          </ul>
        ) : (
          <EmptyState title="No one">Everyone this applies to has a passkey.</EmptyState>
        )}
      </Card>
      <Pager
        next={page.next ? `${address}&after=${page.next}` : undefined}
        first={asked.after ? address : undefined}
      />
    </>
  )
}
