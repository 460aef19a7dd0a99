import { notFound } from 'next/navigation'
import { cache } from 'react'
import { findGroup } from '@/lib/queries/groups/find'
import { requireAdmin } from '@/lib/web/gates'
import { requestContext } from '@/lib/web/request-context'

/** The group whose page this is; for an admin of another organization the page does not exist. */
export const groupOfPage = cache(async (id: string) => {
  const admin = await requireAdmin()
  return (await findGroup(await requestContext(), admin, id)) ?? notFound()
})
