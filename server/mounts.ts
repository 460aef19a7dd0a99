import { apiPrefix } from '@/lib/api/serve'
import { keysPath } from '@/lib/evidence/manifest'
import { largestPeopleFile } from '@/lib/figures'
import { answerCall, answerDocs, answerDocument } from './api'
import { answerEntrance } from './entrance'
import { answerEvidenceKeys } from './evidence'
import type { Mount, Visit } from './exchange'
import { answerHealth } from './health'
import { answerReady } from './ready'
import { answerMetrics, mayScrape } from './scrape'
import { verifyForNginx, verifyForward } from './verify'

const kilobytes = (count: number) => count * 1024

/** What Next answers: pages and their forms. */
const pages: Mount = {
  ...{ name: 'pages', at: ['/'], methods: 'any' },
  ...{ origin: 'own', cors: 'none', csp: 'page', kept: 'nothing', body: kilobytes(64), host: 'own' },
  zipped: 'whole',
  answer: 'next',
}

/** The same for what is no page and may be long. */
const { zipped: _, ...files } = pages

/** The OpenID provider's own rules: who asks proves it by a secret or a token; it reads 56 kB of a body at most. */
const provider: Omit<Mount, 'name' | 'at' | 'host'> = {
  ...{ methods: 'any', origin: 'any', cors: 'provider', csp: 'nothing', kept: 'as-said', body: null },
  ...{ whole: true, answer: 'provider' },
}

/** Who asks is known by its socket, and of whom by the cookie of the site's own host. */
const verify: Omit<Mount, 'name' | 'at' | 'answer'> = {
  ...{
    methods: 'any',
    origin: 'any',
    cors: 'none',
    csp: 'nothing',
    kept: 'nothing',
    body: null,
    host: 'any',
  },
}

/** Everything this server serves. The first mount that has a path is the one that answers. */
export const mounts: readonly Mount[] = [
  {
    ...{ name: 'api-document', at: [`${apiPrefix}/openapi.json`], methods: ['GET', 'HEAD'] },
    ...{ origin: 'any', cors: 'none', csp: 'nothing', kept: 'nothing', body: null, host: 'any' },
    answer: answerDocument,
  },
  {
    ...{ name: 'api-docs', at: [`${apiPrefix}/docs`], methods: ['GET', 'HEAD'] },
    ...{ origin: 'any', cors: 'none', csp: 'page', kept: 'nothing', body: null, host: 'any' },
    answer: answerDocs,
  },
  {
    ...{ name: 'api', at: [apiPrefix, `${apiPrefix}/`], methods: 'any' },
    ...{ origin: 'any', cors: 'none', csp: 'nothing', kept: 'nothing', body: kilobytes(16), host: 'any' },
    answer: answerCall,
  },
  {
    ...{ name: 'health', at: ['/api/health'], methods: 'any' },
    ...{ origin: 'any', cors: 'none', csp: null, kept: 'nothing', body: null, host: 'any' },
    answer: answerHealth,
  },
  {
    ...{ name: 'ready', at: ['/api/ready'], methods: 'any' },
    ...{ origin: 'any', cors: 'none', csp: 'nothing', kept: 'nothing', body: null, host: 'any' },
    answer: answerReady,
  },
  {
    ...{ name: 'evidence-keys', at: [keysPath], methods: ['GET', 'HEAD'] },
    ...{ origin: 'any', cors: 'none', csp: 'nothing', kept: 'nothing', body: null, host: 'any' },
    answer: answerEvidenceKeys,
  },
  {
    ...{ name: 'metrics', at: ['/metrics'], methods: ['GET', 'HEAD'] },
    ...{ origin: 'any', cors: 'none', csp: 'nothing', kept: 'nothing', body: null, host: 'any' },
    ...{ admits: mayScrape, answer: answerMetrics },
  },
  {
    ...{ ...provider, name: 'oidc-documents', host: 'any' },
    at: ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'],
  },
  // To these two people come, with the portal's cookies.
  {
    ...{ ...provider, name: 'oidc-people', host: 'own' },
    at: ['/oidc/authorize', '/oidc/authorize/', '/oidc/sign-out', '/oidc/sign-out/'],
  },
  { ...provider, name: 'oidc', at: ['/oidc/'], host: 'any' },
  { ...pages, name: 'authorize', at: ['/authorize/'], whole: true },
  { ...pages, name: 'gate', at: ['/gate'], whole: true },
  // What a proxy asks about each request of a site behind it, and what browsers are led to on that site's own host.
  { ...verify, name: 'verify-nginx', at: ['/api/verify/nginx'], answer: verifyForNginx },
  { ...verify, name: 'verify-forward', at: ['/api/verify/forward'], answer: verifyForward },
  {
    ...{ name: 'site-entrance', at: ['/.countersign/'], methods: ['GET', 'HEAD'] },
    ...{ origin: 'any', cors: 'none', csp: 'page', kept: 'nothing', body: null, host: 'any' },
    answer: answerEntrance,
  },
  // What a build made: the same for everyone, and kept by browsers for good.
  { ...files, name: 'static', at: ['/_next/static/'], csp: null, kept: 'as-said' },
  // The same for everyone: browsers keep them, and ask whether they are still the same.
  {
    ...{ ...files, name: 'icons', methods: ['GET', 'HEAD'], body: null, kept: 'as-said' },
    at: ['/favicon.ico', '/icon.svg', '/apple-icon.png', '/icons/', '/manifest.webmanifest'],
  },
  // A picture is uploaded here, an app's icon or the logo: 256 kB, and the rest of its form.
  {
    ...{ ...pages, name: 'picture-pages', body: kilobytes(288) },
    at: ['/organization/apps/', '/organization/settings'],
  },
  // A list of people: 2 MB, and the rest of its form.
  {
    ...{ ...pages, name: 'list-pages', at: ['/organization/users/add-several'] },
    upload: largestPeopleFile + kilobytes(64),
  },
  {
    ...files,
    name: 'pictures',
    at: ['/apps/icons/', '/logo/'],
    csp: 'nothing',
    kept: 'as-said',
  },
  // Lists, which are made while they are sent.
  {
    ...{ ...files, name: 'exports', methods: ['GET', 'HEAD'], body: null },
    at: ['/organization/users/export', '/organization/audit/export'],
  },
  pages,
]

/** The mount that a path stands under, whoever asks. */
export function mountAt(path: string): Mount {
  const has = (at: string) => path === at || (at.endsWith('/') && path.startsWith(at))
  return mounts.find((mount) => mount.at.some(has)) ?? pages
}

/** The mount of a path for who asks: there always is one. */
export function mountOf(path: string, visit: Visit): Mount {
  const found = mountAt(path)
  return found.admits?.(visit) === false ? pages : found
}
