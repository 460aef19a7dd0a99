import { apache } from './apache'
import { forgejo, gitea } from './forges'
import { gitlab } from './gitlab'
import { grafana } from './grafana'
import { immich } from './immich'
import type { KnownApp } from './known-app'
import { mattermost } from './mattermost'
import { nextcloud } from './nextcloud'
import { outline } from './outline'
import { paperless } from './paperless'
import { portainer } from './portainer'
import { proxmox } from './proxmox'
import { roundcube } from './roundcube'
import { vaultwarden } from './vaultwarden'
import { wikijs } from './wikijs'
import { zammad } from './zammad'

/** The apps whose settings are known, in the order of their names. */
export const knownApps: readonly KnownApp[] = [
  ...[apache, forgejo, gitea, gitlab, grafana, immich, mattermost, nextcloud, outline, paperless],
  ...[portainer, proxmox, roundcube, vaultwarden, wikijs, zammad],
]

/** What can be added: a known app by its id, another one, or a site behind a proxy. */
export const kindsOfApp: [string, ...string[]] = ['other', 'site', ...knownApps.map(({ id }) => id)]

/** The known app of this id; null for any other. */
export const knownApp = (id: string | null): KnownApp | null => knownApps.find((app) => app.id === id) ?? null

type Typed = { address: string; redirectUris: string[]; publicClient: boolean }

/** How an app is registered when it is added. For a known one, all of it follows from its address. */
export function setUpFor(what: string, { address, redirectUris, publicClient }: Typed) {
  const known = knownApp(what)
  const isPublic = known ? known.client === 'public' : publicClient
  return {
    known: known?.id ?? null,
    redirectUris: what === 'site' ? [] : (known?.returnsTo?.(address) ?? redirectUris),
    signedOutUris: known?.signedOutTo?.(address) ?? [],
    backchannelUri: known?.backchannel?.(address) ?? null,
    client: isPublic ? ('public' as const) : ('confidential' as const),
    // Whoever types a scheme of its own, or loopback, means an app on a device.
    native: known ? known.native === true : isPublic && redirectUris.some(onDevice),
    pkceRequired: isPublic || known?.withoutPkce !== true,
  }
}

const onDevice = (uri: string) =>
  !/^https?:/i.test(uri) || /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/i.test(uri)
