import { type KnownApp, line } from './known-app'

/** Proxmox VE, which returns to its bare origin. */
export const proxmox: KnownApp = {
  id: 'proxmox',
  name: 'Proxmox VE',
  example: 'https://pve.example.com:8006',
  returnsTo: (address) => [new URL(address).origin],
  where: 'Datacenter ▸ Permissions ▸ Realms ▸ Add ▸ OpenID Connect Server',
  lines: ({ issuer, clientId, secret }) => [
    line('Issuer URL', issuer),
    line('Realm', 'countersign'),
    line('Client ID', clientId),
    line('Client Key', secret),
    line('Scopes', 'openid email profile'),
    line('Username Claim', 'email'),
    line('Autocreate Users', 'yes'),
  ],
}
