import { ensureApache, findApacheModule } from '@/scripts/apache.mjs'
import { startWebServer, type WebServer } from './web-server'

/** What a site with OpenID Connect before it needs, and to pass on what comes. */
const modules = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'auth_openidc', 'proxy', 'proxy_http']

/** Starts Apache with mod_auth_openidc on this port, with this in its configuration. */
export async function startApache(
  { host, port }: { host: string; port: number },
  site: string,
): Promise<WebServer> {
  const program = await ensureApache()
  // What some distributions have built in needs no file.
  const loaded = modules.flatMap((name) => {
    const file = findApacheModule(name)
    return file ? [`LoadModule ${name}_module ${file}`] : []
  })
  return startWebServer({
    name: 'Apache',
    program,
    host,
    port,
    configuration: (folder) => `
ServerRoot ${folder}
ServerName localhost
DefaultRuntimeDir ${folder}
PidFile ${folder}/apache.pid
ErrorLog ${folder}/error.log
Listen ${host}:${port}
${loaded.join('\n')}
${process.getuid?.() === 0 ? 'User nobody\nGroup nogroup' : ''}
${site}
`,
    // One process, so that nothing stays when it is killed.
    words: (file) => ['-X', '-f', file],
  })
}
