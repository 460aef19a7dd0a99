import type { SessionKind } from '@/db/tables/sign-in'

/** The kinds of session, as a list calls them. */
export const sessionKindWords: Record<SessionKind, string> = {
  web: 'Browser',
  extension: 'Extension',
  mobile: 'Mobile',
  server: 'Server',
}
