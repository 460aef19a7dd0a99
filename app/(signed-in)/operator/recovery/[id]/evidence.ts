import { notFound } from 'next/navigation'
import { cache } from 'react'
import { findRequest } from '@/lib/queries/recovery/queue'
import { requireOperator } from '@/lib/web/gates'
import { leadIfSent } from '@/lib/web/question-over'
import { requestContext } from '@/lib/web/request-context'

/** The recovery request whose page this is, with all that is known about it. */
export const evidenceOfPage = cache(async (id: string) => {
  const operator = await requireOperator()
  const found = await findRequest(await requestContext(), operator, id)
  return found ?? (await leadIfSent('/operator/recovery')) ?? notFound()
})

/** Of the page, with what it asks or shows. */
export const titleOf = async (id: string) => `Recovery request of ${(await evidenceOfPage(id)).person.name}`
