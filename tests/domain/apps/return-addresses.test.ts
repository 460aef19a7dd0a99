import { Provider } from 'oidc-provider'
import { expect, test } from 'vitest'
import { connectionInput } from '@/lib/acts/apps/change'
import { openPathLines, whyNotReturnTo } from '@/lib/app-addresses'

const web = [
  'https://wiki.example.com/cb',
  'http://wiki.lan:8080/cb?x=1',
  'https://pve.example.com:8006',
  'http://localhost:3000/cb',
  'https://[2001:db8::1]/cb',
  'https://wiki.example.com/cb/',
]
const native = [
  'app.immich:///oauth-callback',
  'com.example.app:/cb',
  'http://127.0.0.1/cb',
  'http://localhost:1234/cb',
  'http://[::1]/cb',
  'https://photos.example.com/cb',
]
const never = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>',
  'file:///etc/passwd',
  'vbscript:x',
  'blob:https://wiki.example.com/x',
  'about:blank',
  'ws://wiki.example.com',
  'mailto:a@b.c',
  'myapp:/cb',
  'https://wiki.example.com/cb#',
  'https://wiki.example.com/cb#x',
  'https://*.example.com/cb',
  'https://wiki.example.com/*',
  'https://u:p@wiki.example.com/cb',
  'https://u@wiki.example.com/cb',
  'https://wiki.example.com\\@evil.example/cb',
  '//wiki.example.com/cb',
  '/cb',
  'wiki.example.com/cb',
  'https://',
  'https:///cb',
  'https:cb',
  'https://wiki.example.com/c b',
  'https://wiki.example.com/"onload',
  `https://wiki.example.com/${'x'.repeat(500)}`,
  'https://wíki.example.com/cb',
]

test.each(web)('%s is right for an app on the web', (uri) => {
  expect(whyNotReturnTo(uri, false)).toBeNull()
})

test.each(native)('%s is right for an app on a device', (uri) => {
  expect(whyNotReturnTo(uri, true)).toBeNull()
})

test.each(native.filter((uri) => !uri.startsWith('http')))('%s is not right on the web', (uri) => {
  expect(whyNotReturnTo(uri, false)).toMatch(/https/)
})

test.each(['http://photos.example.com/cb', 'https://localhost/cb', 'https://127.0.0.1/cb'])(
  '%s is not right on a device',
  (uri) => {
    expect(whyNotReturnTo(uri, true)).not.toBeNull()
  },
)

test.each(never)('%s is never right', (uri) => {
  expect(whyNotReturnTo(uri, false)).not.toBeNull()
  expect(whyNotReturnTo(uri, true)).not.toBeNull()
})

test('whatever may be saved, the provider takes', async () => {
  const all = [
    ...web,
    ...native,
    ...never,
    'x.y:z',
    'http://a_b.lan/',
    'https://1.2.3.4:99999/',
    'http://127.1/cb',
    'https://0x7f.1/cb',
  ]
  for (const [isNative, type] of [
    [false, 'web'],
    [true, 'native'],
  ] as const) {
    const redirect_uris = all.filter((uri) => whyNotReturnTo(uri, isNative) === null)
    expect(redirect_uris.length).toBeGreaterThan(5)
    const provider = new Provider('https://id.example.com', {
      clients: [
        {
          ...{ client_id: 'x', application_type: type, token_endpoint_auth_method: 'none' as const },
          ...{ redirect_uris, post_logout_redirect_uris: redirect_uris },
        },
      ],
    })
    expect(await provider.Client.find('x')).toBeTruthy()
  }
})

test('what is typed is refused beside its field', () => {
  const typed = {
    ...{ appId: 'x', name: 'Wiki', address: 'https://wiki.example.com', redirectUris: 'javascript:alert(1)' },
    ...{ signedOutUris: 'https://wiki.example.com/#out', backchannelUri: 'ftp://x', native: false },
    ...{ client: 'confidential', pkceRequired: true, signingAlgorithm: 'RS256' },
  }
  const { error } = connectionInput.safeParse(typed)
  expect(error?.issues.map(({ path }) => path[0])).toContain('backchannelUri')
  const rest = connectionInput.safeParse({ ...typed, backchannelUri: '' })
  expect(rest.error?.issues.map(({ path }) => path[0])).toEqual(['redirectUris', 'signedOutUris'])
})

test.each(['/health', '/public/', '/api/v1/hooks', '/.well-known/acme'])('%s may be open', (path) => {
  expect(openPathLines.safeParse(path).success).toBe(true)
})

test.each([
  '/',
  'health',
  '/a/../b',
  '/./a',
  '//a',
  '/a//b',
  '/a%2e',
  '/a;b',
  '/a b',
  '/a{',
  '/a"',
  '/.countersign/',
  '/.Countersign',
  '/...',
  '/a?b',
  '/a*',
])('%s may not be open', (path) => {
  expect(openPathLines.safeParse(path).success).toBe(false)
})
