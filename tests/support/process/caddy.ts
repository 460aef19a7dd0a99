import { ensureCaddy } from '@/scripts/caddy.mjs'
import { startWebServer, type WebServer } from './web-server'

/** Starts Caddy with these sites, one of which is at that port of 127.0.0.1. It asks nobody for certificates. */
export async function startCaddy(port: number, sites: string): Promise<WebServer> {
  return startWebServer({
    name: 'Caddy',
    program: await ensureCaddy(),
    port,
    configuration: () => `
{
  admin off
  auto_https off
  default_bind 127.0.0.1
}
${sites}
`,
    words: (file) => ['run', '--config', file, '--adapter', 'caddyfile'],
    env: (folder) => ({ HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }),
  })
}
