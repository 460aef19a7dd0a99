import { startApache } from '../process/apache'
import type { WebServer } from '../process/web-server'
import type { Place } from './place'

/** A site behind Apache's mod_auth_openidc, all of it. Below `/mfa` it asks for a second factor. */
export type HelpDesk = WebServer & { origin: string }

/**
 * Starts it with these lines of configuration, as the app's page in the portal shows them, before a site on that port
 * which shows what reaches it.
 */
export async function startHelpDesk(place: Place, lines: string, upstream: number): Promise<HelpDesk> {
  const server = await startApache(
    place,
    `
ProxyPreserveHost On
ProxyPass / http://127.0.0.1:${upstream}/
${lines}
<Location /mfa>
  AuthType openid-connect
  OIDCPathAuthRequestParams acr_values=https%3A%2F%2Frefeds.org%2Fprofile%2Fmfa
  OIDCUnAutzAction auth
  Require claim amr:mfa
</Location>
`,
  )
  return { ...server, origin: place.origin }
}
