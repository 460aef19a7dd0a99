import { notFound } from 'next/navigation'
import { cache } from 'react'
import { findGroup } from '@/lib/queries/groups/find'
import { requireAdmin } from '@/lib/web/gates'
import { leadIfSent } from '@/lib/web/question-over'
import { requestContext } from '@/lib/web/request-context'

/** The group whose page this is; for an admin of another organization the page does not exist. */
export const groupOfPage = cache(async (id: string) => {
  const admin = await requireAdmin()
  const found = await findGroup(await requestContext(), admin, id)
  return found ?? (await leadIfSent('/organization/groups')) ?? notFound()
})
