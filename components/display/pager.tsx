import { LinkButton } from './link-button'

/** Forward through a list that pages by key: to the next page, or back to the first. Nothing when there is one page. */
export function Pager({ next, first }: { next?: string | undefined; first?: string | undefined }) {
  if (!next && !first) return null
  return (
    <nav aria-label="Pages" className="flex justify-between gap-4">
      <span>{first && <LinkButton href={first}>First page</LinkButton>}</span>
      <span>{next && <LinkButton href={next}>Next page</LinkButton>}</span>
    </nav>
  )
}
