import { ensureNginx } from '@/scripts/nginx.mjs'
import { startWebServer, type WebServer } from './web-server'

/** As docs/running.md has it for several servers, on a port of one's own and without TLS. */
const several = (port: number, servers: number[]) => `
  upstream countersign {
    # The usual 10 seconds would be most of a test.
    ${servers.map((server) => `server 127.0.0.1:${server} fail_timeout=2s;`).join('\n    ')}
    keepalive 32;
    keepalive_timeout 60s;
  }
  server {
    listen 127.0.0.1:${port};
    client_max_body_size 1m;
    location / {
      proxy_pass http://countersign;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      # A test is the proxy before it: it says who its visitors are.
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_buffer_size 16k;
      proxy_buffers 8 16k;
    }
  }
`

/** Starts nginx on a port, before the servers of these ports. */
export const startNginx = (port: number, servers: number[]) => startNginxWith(port, several(port, servers))

/** Starts nginx with this inside of `http`, something of which listens on that port of 127.0.0.1. */
export async function startNginxWith(port: number, http: string): Promise<WebServer> {
  return startWebServer({
    name: 'nginx',
    program: await ensureNginx(),
    port,
    configuration: (folder) => `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
${http}
}
`,
    words: (file, folder) => ['-p', folder, '-e', `${folder}/error.log`, '-c', file],
  })
}
