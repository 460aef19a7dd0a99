import type { Metadata } from 'next'
import { cache, type ReactNode } from 'react'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { findLink } from '@/lib/queries/links'
import type { PagePropsOf } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'

/** The heading and the title of a link that leads nowhere. */
export const linkOver = 'This link no longer works'

/** Whom the link of the page being drawn is for; null where it has ended. */
export const linkOfPage = cache(async (token: string, purpose: Parameters<typeof findLink>[2]) =>
  findLink(await requestContext(), token, purpose),
)

/**
 * The title of a page that a link leads to, for its `generateMetadata`. `find`: null where the link has ended; `title`: also
 * by what it leads to.
 */
export const titledByLink =
  <T,>(find: (token: string) => Promise<T | null>, title: string | ((found: T) => string)) =>
  async ({ params }: PagePropsOf<{ token: string }>): Promise<Metadata> => {
    const found = await find((await params).token)
    if (!found) return { title: linkOver }
    return { title: typeof title === 'string' ? title : title(found) }
  }

/** The page of a link from an email that leads to nothing any more. `why`: and what to do; `children`: where to go on. */
export function DeadLink({ why, children }: { why: string; children: ReactNode }) {
  return (
    <SignedOutCard productName={productName()} title={linkOver} intro={why}>
      {children}
    </SignedOutCard>
  )
}
