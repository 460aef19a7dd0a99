import type { NextRequest } from 'next/server'
import { exportUsers } from '@/lib/queries/users/export'
import { cutSearch, listUsersInput } from '@/lib/queries/users/list'
import { exportOf } from '@/lib/web/export'
import { personCells } from '@/lib/web/export-cells'

/** The people that Users shows for a search and a filter, as a file. */
export const GET = (request: NextRequest): Promise<Response> =>
  exportOf('people', request, async (ctx, admin, searchParams) => {
    const asked = listUsersInput.safeParse({
      search: cutSearch(searchParams.get('q') ?? ''),
      twoFactor: searchParams.get('twoFactor') || undefined,
    })
    return asked.success
      ? { name: 'people', cells: personCells, pages: exportUsers(ctx, admin, asked.data) }
      : null
  })
