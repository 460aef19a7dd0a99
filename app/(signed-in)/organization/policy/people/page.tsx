import { notFound } from 'next/navigation'
import { Card } from '@/components/display/card'
import { EmptyState } from '@/components/display/empty-state'
import { Pager } from '@/components/display/pager'
import { PageTitle } from '@/components/frame/page-title'
import { askedWords } from '@/lib/messages/policy'
import { listAsked, listAskedInput } from '@/lib/queries/policy/asked'
import { requireAdmin } from '@/lib/web/gates'
import { one, type PageProps } from '@/lib/web/page-props'
import { readerClock } from '@/lib/web/reader-zone'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'
import { UserTable } from '../../users/user-table'
import { askedAddress, draftOf, previewAddress } from '../draft'

export const generateMetadata = titled(requireAdmin, 'People asked')

/** Whom a rule would ask, who is behind a number of its preview. */
export default async function PeopleAskedPage({ searchParams }: PageProps) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const clock = await readerClock(admin)
  const query = await searchParams
  const draft = draftOf(query)
  if (!draft?.success) notFound()
  const { who, groupIds } = draft.data
  const asked = listAskedInput.safeParse({
    ...{ who, groupIds, part: one(query.part), after: one(query.after) },
  })
  if (!asked.success) notFound()
  const page = await listAsked(ctx, admin, asked.data)
  const address = askedAddress(draft.data, asked.data.part)
  return (
    <>
      <PageTitle
        title="People asked"
        subtitle={askedWords[asked.data.part]}
        back={{ href: previewAddress(draft.data), label: 'Policy' }}
      />
      <Card>
        {page.users.length > 0 ? (
          <UserTable users={page.users} clock={clock} />
        ) : (
          <EmptyState title="No one">No one would be asked anymore. Look at the preview again.</EmptyState>
        )}
      </Card>
      <Pager
        next={page.next ? `${address}&after=${page.next}` : undefined}
        first={asked.data.after ? address : undefined}
      />
    </>
  )
}
