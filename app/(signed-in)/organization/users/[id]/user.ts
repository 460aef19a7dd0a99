import { notFound } from 'next/navigation'
import { cache } from 'react'
import { findUser } from '@/lib/queries/users/find'
import { requireAdmin } from '@/lib/web/gates'
import { leadIfSent } from '@/lib/web/question-over'
import { requestContext } from '@/lib/web/request-context'

/** The person of a page: asked for once, by its title and by what it shows. */
export const userOfPage = cache(async (id: string) => {
  const admin = await requireAdmin()
  const found = await findUser(await requestContext(), admin, id)
  return found ?? (await leadIfSent('/organization/users')) ?? notFound()
})
