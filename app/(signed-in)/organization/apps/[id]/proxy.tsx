import { Section } from '@/components/display/card'
import { CopyBlock } from '@/components/display/copy-block'
import { Notice } from '@/components/display/notice'
import { caddyBlock, nginxBlock, traefikBlock } from '@/lib/known-apps/proxies'
import type { AppDetails } from '@/lib/queries/apps/find'
import { ownAddress, trustsNoProxy } from '@/lib/web/product'

/** Where the site runs, behind its proxy: the one thing that we can't know. */
const upstream = '127.0.0.1:8080'

/** The finished settings of the three proxies, with the site's host written out. */
export function ProxyConnection({ app: { address, openPaths } }: { app: AppDetails }) {
  const portal = ownAddress()
  const site = { address, openPaths, portal, upstream }
  const { host } = new URL(address)
  return (
    <Section
      title="Connection"
      description={`Paste this into the settings of the proxy in front of ${host}.`}
    >
      {trustsNoProxy() && (
        <Notice tone="warning">
          This server doesn’t trust any proxy yet, so no one gets through. Set TRUSTED_PROXIES to the proxy’s
          address, such as 127.0.0.1, and restart.
        </Notice>
      )}
      <ul className="grid list-disc gap-1 pl-5 text-sm text-muted">
        <li>
          {upstream} is where your site runs: put your own address there. {portal} is this server, as seen
          from this computer.
        </li>
        <li>
          The site gets Remote-User, Remote-Email, Remote-Name and Remote-Groups. It should take them from the
          proxy only.
        </li>
      </ul>
      <details open>
        <summary className="cursor-pointer py-1 font-semibold pointer-coarse:py-3">nginx</summary>
        <CopyBlock label={`In server { … } of ${host}, instead of its location /`} text={nginxBlock(site)} />
      </details>
      <details>
        <summary className="cursor-pointer py-1 font-semibold pointer-coarse:py-3">Caddy</summary>
        <CopyBlock label="In the Caddyfile" text={caddyBlock(site)} />
      </details>
      <details>
        <summary className="cursor-pointer py-1 font-semibold pointer-coarse:py-3">Traefik</summary>
        <CopyBlock
          label="A file of its dynamic configuration"
          text={traefikBlock(site)}
          hint="Written from Traefik’s documentation and not tried with Traefik itself."
        />
      </details>
    </Section>
  )
}
