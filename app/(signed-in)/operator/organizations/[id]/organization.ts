import { notFound } from 'next/navigation'
import { cache } from 'react'
import { findOrganization } from '@/lib/queries/organizations'
import { requireOperator } from '@/lib/web/gates'
import { requestContext } from '@/lib/web/request-context'

/** The organization whose page this is. */
export const organizationOfPage = cache(async (id: string) => {
  const operator = await requireOperator()
  return (await findOrganization(await requestContext(), operator, id)) ?? notFound()
})
