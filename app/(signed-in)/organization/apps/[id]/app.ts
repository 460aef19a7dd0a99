import { notFound } from 'next/navigation'
import { cache } from 'react'
import { type AppDetails, findApp } from '@/lib/queries/apps/find'
import { requireAdmin } from '@/lib/web/gates'
import { leadIfSent } from '@/lib/web/question-over'
import { requestContext } from '@/lib/web/request-context'

/** The app whose page this is; for an admin of another organization the page does not exist. */
export const appOfPage = cache(async (id: string) => {
  const admin = await requireAdmin()
  const found = await findApp(await requestContext(), admin, id)
  return found ?? (await leadIfSent('/organization/apps')) ?? notFound()
})

/** Of its page, or of something that it asks in a dialog: with the page of its people that is looked at. */
export function addressOf({ id }: AppDetails, cursor: string | undefined, question?: string): string {
  const query = cursor ? `?${new URLSearchParams({ people: cursor })}` : ''
  return `/organization/apps/${id}${question ? `/${question}` : ''}${query}`
}
