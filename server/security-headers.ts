import { randomBytes } from 'node:crypto'
import type { Settings } from '@/lib/settings'

/** 128 random bits (CSP 3, 7.1), short: it stands at every script of a page. */
export const newNonce = () => randomBytes(16).toString('base64url')

/** `page`: what our own pages need. `nothing`: JSON is no page, and one that is led to be shown loads and frames nothing. */
export type Policy = 'page' | 'nothing'

/** A Content-Security-Policy. `nonce`: the only scripts and styles that may run. */
export function contentSecurityPolicy(policy: Policy, nonce: string, { protocol }: URL): string {
  if (policy === 'nothing') return "default-src 'none'; frame-ancestors 'none'"
  const dev = process.env.NODE_ENV !== 'production'
  return [
    "default-src 'self'",
    // React's development build evaluates text to rebuild stack traces.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    // Named, for what workers fall back to is script-src, whose 'strict-dynamic' knows no 'self'.
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(protocol === 'https:' ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

const hsts = {
  host: 'max-age=63072000',
  subdomains: 'max-age=63072000; includeSubDomains',
  preload: 'max-age=63072000; includeSubDomains; preload',
}

/** Headers of every answer (ASVS 3.4). */
export function securityHeaders({
  appUrl,
  hsts: scope,
}: Pick<Settings, 'appUrl' | 'hsts'>): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // Not no-referrer: browsers would then post forms with `Origin: null`.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy':
      'camera=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-create=(self), publickey-credentials-get=(self)',
    ...(appUrl.protocol === 'https:' ? { 'Strict-Transport-Security': hsts[scope] } : {}),
  }
}
