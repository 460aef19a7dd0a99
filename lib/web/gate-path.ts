/**
 * A path of a site, with its query, to lead back to: `/` for anything that a browser could take for another site's address,
 * or for a step of signing in there.
 */
export function sitePath(text: string | null | undefined): string {
  if (!text || text.length > 4000 || !/^\/(?![/\\])[^\\\s\p{C}]*$/u.test(text)) return '/'
  const base = 'http://site.invalid'
  const url = URL.parse(text, base)
  if (url?.origin !== base || url.pathname.startsWith('//') || url.pathname.startsWith('/.countersign'))
    return '/'
  // As it was asked for: an app may tell `%2F` from `/`, and `a/../b` from `b`.
  return text
}

/** The page of ours that lets someone through to a site. */
export const gatePath = (host: string, to: string, nonce: string): string =>
  `/gate?${new URLSearchParams({ host, to, nonce })}`

/** The host of the site that a path leads to by that page; null for every other path. */
export const siteLedTo = (path: string | null): string | null =>
  path?.startsWith('/gate?') ? new URLSearchParams(path.slice('/gate?'.length)).get('host') : null
