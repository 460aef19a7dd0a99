import { notFound } from 'next/navigation'
import { cache } from 'react'
import { findBatch } from '@/lib/queries/batches/find'
import { requireAdmin } from '@/lib/web/gates'
import { requestContext } from '@/lib/web/request-context'

/** The batch whose page this is; for an admin of another organization the page does not exist. */
export const batchOfPage = cache(async (id: string) => {
  const admin = await requireAdmin()
  return (await findBatch(await requestContext(), admin, id)) ?? notFound()
})
