import { cutSearch, searchInput } from '@/lib/queries/users/list'
import { one } from '@/lib/web/page-props'

/** What an address asks for of a list. An address bar is no form: what it says that we do not know is left out. */
export function searchOf(query: Record<string, string | string[] | undefined>) {
  const search = cutSearch(one(query.q) ?? '')
  const parsed = searchInput.safeParse({ search, after: one(query.after) })
  return parsed.success ? parsed.data : searchInput.parse({ search })
}

/** The address of a page of such a list. */
export function searchAddress(path: string, search: string, after?: string): string {
  const params = new URLSearchParams()
  if (search) params.set('q', search)
  if (after) params.set('after', after)
  return `${path}${params.size > 0 ? `?${params}` : ''}`
}
