/**
 * A path to lead back to after signing in, if it is one of ours; null for anything else: another origin, a scheme, a
 * backslash that browsers read as a slash, or a page that is itself a step of signing in (ASVS 3.7.2).
 */
export function ownPath(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > 512 || !/^\/(?![/\\])[^\\\s\p{C}]*$/u.test(text)) return null
  const base = 'http://own.invalid'
  const url = URL.parse(text, base)
  if (url?.origin !== base || url.pathname.startsWith('//')) return null
  if (
    /^\/(sign-in|setup|invitation|two-factor|forgot-password|reset-password|email|recovery|hand-over)(\/|$)/.test(
      url.pathname,
    ) ||
    url.pathname === '/'
  )
    return null
  // What is said once, and what Next's router adds where a script asks for a page.
  for (const passing of ['notice', '_rsc']) url.searchParams.delete(passing)
  return url.pathname + url.search
}
