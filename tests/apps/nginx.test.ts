import { nginxBlock } from '@/lib/known-apps/proxies'
import { startNginxWith } from '../support/process/nginx'
import { testBehind } from '../support/server/proxy-rules'

const server = (port: number, host: string, block: string) => `
  server {
    listen 127.0.0.1:${port};
    server_name ${host};
${block}
  }`

testBehind((port, sites) =>
  startNginxWith(
    port,
    // As some sites want it, and as it makes no difference to the others.
    `underscores_in_headers on;\n${sites.map((site) => server(port, new URL(site.address).hostname, nginxBlock(site))).join('\n')}`,
  ),
)
