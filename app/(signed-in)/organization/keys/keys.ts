import { cache } from 'react'
import { listApiKeys } from '@/lib/queries/api-keys/list'
import { requireAdmin } from '@/lib/web/gates'
import { requestContext } from '@/lib/web/request-context'

/** The keys of the organization whose admin looks: asked for once, by the list and by what is asked about one of them. */
export const keysOfPage = cache(async () => {
  const admin = await requireAdmin()
  return listApiKeys(await requestContext(), admin)
})
