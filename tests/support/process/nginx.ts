import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ensureNginx } from '@/scripts/nginx.mjs'

const startsWithinMs = 20_000

/** As docs/running.md has it for several servers, on a port of one's own and without TLS. */
const configuration = (folder: string, port: number, servers: number[]) => `
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
}
`

/** Starts nginx on a port, before the servers of these ports. Returns what ends it. */
export async function startNginx(port: number, servers: number[]): Promise<() => Promise<void>> {
  const program = await ensureNginx()
  const folder = mkdtempSync(join(tmpdir(), 'countersign-nginx-'))
  const file = join(folder, 'nginx.conf')
  writeFileSync(file, configuration(folder, port, servers))
  const child = spawn(program, ['-p', folder, '-e', join(folder, 'error.log'), '-c', file], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const stop = async () => {
    process.off('exit', kill)
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  for (const deadline = Date.now() + startsWithinMs; !(await answers(port)); await wait(20))
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop()
      throw new Error('nginx did not start.')
    }
  return stop
}

const answers = (port: number) =>
  fetch(`http://127.0.0.1:${port}/`, { method: 'HEAD', redirect: 'manual' }).then(
    () => true,
    () => false,
  )
