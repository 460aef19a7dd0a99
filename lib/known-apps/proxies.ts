/** What the settings of a proxy in front of a site are made of. */
export type Site = {
  /** Where the site is, as people open it. */
  address: string
  /** What needs no sign-in: `/health` alone, `/public/` and everything below it. */
  openPaths: string[]
  /** Where the proxy reaches this server, such as `127.0.0.1:3000`. */
  portal: string
  /** Where the proxy reaches the site itself. */
  upstream: string
}

/** Who the person is, as the site is told. Sent always, and never empty: a proxy may let the client's own one through. */
const personHeaders = ['Remote-User', 'Remote-Email', 'Remote-Name', 'Remote-Groups']

/** Names that some sites take for the same: nginx drops those, unless it was told to let them through. */
const lookalikes = personHeaders.map((name) => name.replace('-', '_'))

const indent = (by: string, lines: string[]) => lines.map((line) => (line === '' ? line : by + line))

const isFolder = (path: string) => path.endsWith('/')

/**
 * For nginx: what stands in the site's `server` block instead of its `location /`. The host is written out, for on a
 * default server `$host` is whatever the client says.
 */
export function nginxBlock({ address, openPaths, portal, upstream }: Site): string {
  const { origin, host, protocol } = new URL(address)
  const forwarded = [
    `proxy_set_header Host ${host};`,
    `proxy_set_header X-Forwarded-Host ${host};`,
    `proxy_set_header X-Forwarded-Proto ${protocol.slice(0, -1)};`,
    'proxy_set_header X-Forwarded-For $remote_addr;',
  ]
  const toSite = [
    ...forwarded,
    'proxy_http_version 1.1;',
    'proxy_set_header Upgrade $cs_upgrade;',
    'proxy_set_header Connection upgrade;',
    ...lookalikes.map((name) => `proxy_set_header ${name} "";`),
    `proxy_pass http://${upstream};`,
  ]
  const asked = personHeaders.map((name) => {
    const variable = name.toLowerCase().replace('-', '_')
    return [
      `auth_request_set $cs_${variable} $upstream_http_${variable};`,
      `proxy_set_header ${name} $cs_${variable};`,
    ]
  })
  return [
    // Nothing but WebSockets: in a connection that became HTTP/2 anyone could ask for any path as anyone.
    'set $cs_upgrade "";',
    'if ($http_upgrade ~* "^websocket$") { set $cs_upgrade websocket; }',
    'location /.countersign/ {',
    ...indent('  ', [...forwarded, `proxy_pass http://${portal};`]),
    '}',
    'location = /.countersign/verify {',
    '  internal;',
    `  proxy_pass http://${portal}/api/verify/nginx;`,
    '  proxy_pass_request_body off;',
    '  proxy_buffer_size 16k;',
    '  proxy_buffers 4 16k;',
    '  proxy_set_header Content-Length "";',
    `  proxy_set_header X-Original-URL ${origin}$request_uri;`,
    '  proxy_set_header X-Original-Method $request_method;',
    '  proxy_set_header X-Forwarded-For $remote_addr;',
    '  proxy_set_header X-Forwarded-Host "";',
    '}',
    'location / {',
    '  auth_request /.countersign/verify;',
    '  auth_request_set $cs_location $upstream_http_location;',
    '  error_page 401 = @countersign;',
    ...indent('  ', asked.flat()),
    ...indent('  ', toSite),
    '}',
    'location @countersign {',
    '  if ($cs_location = "") { return 401; }',
    '  return 303 $cs_location;',
    '}',
    ...openPaths.flatMap((path) => [
      `location ${isFolder(path) ? '^~' : '='} ${path} {`,
      // A site may read once more what nginx has read already, and so come to another path.
      '  if ($request_uri ~* "^[^?]*(//|\\x5c|/[.][.]|%2e|%2f|%5c|%25)") { return 404; }',
      ...indent(
        '  ',
        personHeaders.map((name) => `proxy_set_header ${name} "";`),
      ),
      ...indent('  ', toSite),
      '}',
    ]),
  ].join('\n')
}

/** For Caddy: the site's whole block. */
export function caddyBlock({ address, openPaths, portal, upstream }: Site): string {
  const { host, origin, protocol } = new URL(address)
  return [
    `${protocol === 'https:' ? host : origin} {`,
    // Names with underscores too: some sites take them for the same.
    '  request_header -Remote*',
    // Nothing but WebSockets: in a connection that became HTTP/2 anyone could ask for any path as anyone.
    '  @tunnel not vars_regexp {http.request.header.Upgrade} (?i)^(websocket)?$',
    '  request_header @tunnel -Upgrade',
    // What a client names there is not passed on: it could take away who it is.
    '  @nameless vars_regexp {http.request.header.Connection} (?i)remote',
    '  request_header @nameless -Connection',
    '  handle /.countersign/* {',
    `    reverse_proxy ${portal}`,
    '  }',
    ...openPaths.flatMap((path) => [
      `  handle ${path}${isFolder(path) ? '*' : ''} {`,
      // As it was sent: Caddy looks for the open path in what it has decoded and tidied up, and passes this on.
      '    @twisted vars_regexp {http.request.uri} (?i)^[^?]*(//|\\x5c|/[.][.]|%(2e|2f|5c|25))',
      '    respond @twisted 404',
      // It takes capital letters for small ones, and a site may not.
      `    @other not vars_regexp {http.request.uri} ^${path.replaceAll('.', '[.]')}${isFolder(path) ? '' : '([?]|$)'}`,
      '    respond @other 404',
      `    reverse_proxy ${upstream}`,
      '  }',
    ]),
    '  handle {',
    `    forward_auth ${portal} {`,
    '      uri /api/verify/forward',
    `      header_up X-Forwarded-Host ${host}`,
    `      copy_headers ${personHeaders.join(' ')}`,
    '    }',
    `    reverse_proxy ${upstream}`,
    '  }',
    '}',
  ].join('\n')
}

/** For Traefik: a file of its dynamic configuration. */
export function traefikBlock({ address, openPaths, portal, upstream }: Site): string {
  const { hostname, protocol } = new URL(address)
  const name = hostname.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
  const rule = `Host(\`${hostname}\`)`
  const tls = protocol === 'https:' ? ['tls: {}'] : []
  const router = (called: string, lines: string[]) => [
    `    ${called}:`,
    ...indent('      ', [...lines, ...tls]),
  ]
  const open = openPaths.map((path) => `${isFolder(path) ? 'PathPrefix' : 'Path'}(\`${path}\`)`).join(' || ')
  return [
    'http:',
    '  routers:',
    ...router(name, [`rule: ${rule}`, `middlewares: [${name}-sign-in]`, `service: ${name}`]),
    ...router(`${name}-countersign`, [
      `rule: ${rule} && PathPrefix(\`/.countersign/\`)`,
      'service: countersign',
    ]),
    ...(open === ''
      ? []
      : router(`${name}-open`, [
          `rule: ${rule} && (${open})`,
          `middlewares: [${name}-nobody]`,
          `service: ${name}`,
        ])),
    '  middlewares:',
    `    ${name}-sign-in:`,
    '      forwardAuth:',
    `        address: http://${portal}/api/verify/forward`,
    `        authResponseHeaders: [${personHeaders.join(', ')}]`,
    ...(open === ''
      ? []
      : [
          `    ${name}-nobody:`,
          '      headers:',
          '        customRequestHeaders:',
          ...personHeaders.map((header) => `          ${header}: ""`),
        ]),
    '  services:',
    `    ${name}:`,
    '      loadBalancer:',
    `        servers: [{ url: "http://${upstream}" }]`,
    '    countersign:',
    '      loadBalancer:',
    `        servers: [{ url: "http://${portal}" }]`,
  ].join('\n')
}
