import { expect, test } from 'vitest'
import { caddyBlock, nginxBlock, traefikBlock } from '@/lib/known-apps/proxies'

const site = {
  ...{ address: 'https://files.example.com:8443/start', openPaths: ['/health', '/public/'] },
  ...{ portal: '127.0.0.1:3000', upstream: '127.0.0.1:8080' },
}
const headers = ['Remote-User', 'Remote-Email', 'Remote-Name', 'Remote-Groups']

test('the host is written out for nginx, never what the client says', () => {
  const block = nginxBlock(site)
  expect(block).toContain('X-Original-URL https://files.example.com:8443$request_uri;')
  expect(block).toContain('proxy_set_header Host files.example.com:8443;')
  expect(block).not.toMatch(/\$(http_)?host/)
})

test('paths without sign-in are locations of their own that take every Remote header away', () => {
  const open = nginxBlock(site)
    .split('location ')
    .filter((part) => /^(= \/health|\^~ \/public\/) /.test(part))
  expect(open).toHaveLength(2)
  for (const location of open) {
    for (const header of headers) expect(location).toContain(`proxy_set_header ${header} "";`)
    expect(location).not.toContain('auth_request')
  }
})

test('with no path open, nothing is', () => {
  const closed = { ...site, openPaths: [] }
  expect(nginxBlock(closed).match(/^location/gm)).toHaveLength(4)
  expect(caddyBlock(closed)).not.toContain('@twisted')
  expect(traefikBlock(closed)).not.toContain('-open')
})

test('each proxy asks its own endpoint', () => {
  expect(nginxBlock(site)).toContain('/api/verify/nginx;')
  for (const block of [caddyBlock(site), traefikBlock(site)]) {
    expect(block).toContain('/api/verify/forward')
    expect(block).not.toContain('/api/verify/nginx')
  }
})
