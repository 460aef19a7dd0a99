import { PageTitle } from '@/components/frame/page-title'
import { findBatch } from '@/lib/queries/batches/find'
import { requireAdmin } from '@/lib/web/gates'
import { one, type PageProps } from '@/lib/web/page-props'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'
import { ListForm } from './list-form'
import { PeoplePreview } from './preview'

export const generateMetadata = titled(requireAdmin, 'Add people')

export default async function AddSeveralPage({ searchParams }: PageProps) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const query = await searchParams
  const asked = one(query.preview)
  const preview = asked ? await findBatch(ctx, admin, asked, ['preview']) : null
  return (
    <>
      <PageTitle title="Add people" back={{ href: '/organization/users', label: 'Users' }} />
      {preview ? (
        <PeoplePreview preview={preview} show={one(query.show)} after={one(query.after)} />
      ) : (
        <ListForm over={asked !== undefined} />
      )}
    </>
  )
}
