import path from 'node:path'
import type { NextConfig } from 'next'

/** Where the build is (scripts/build.mjs); empty in development. Read when building and again when serving. */
const build = process.env.COUNTERSIGN_BUILD

/** What Next does. Security headers and the CSP are the server's (server/main.ts). */
const config: NextConfig = {
  distDir: build ? path.join(path.relative(process.cwd(), build), 'next') : '.next',
  // Equal on all servers of one version (scripts/build.mjs).
  generateBuildId: () => process.env.COUNTERSIGN_BUILD_ID ?? null,
  // `npm test` has a stage of its own for types: a start should not wait for it.
  typescript: { ignoreBuildErrors: true },
  // A package-lock.json further up must not make Next take that folder for the project.
  turbopack: { root: process.cwd() },
  outputFileTracingRoot: process.cwd(),
  reactStrictMode: true,
  poweredByHeader: false,
  // Our Node server in front does not compress, and there may be no proxy that does.
  compress: true,
  images: { unoptimized: true },
  serverExternalPackages: ['better-sqlite3', 'pg', '@node-rs/argon2', 'pino'],
  // Where password managers look for the page on which a password is changed (W3C, A Well-Known URL for Changing Passwords).
  redirects: async () => [
    { source: '/.well-known/change-password', destination: '/profile', permanent: false },
  ],
  // Our server counts bodies (server/serve.ts) and writes forms again: with another boundary they are longer, at most twice.
  experimental: { serverActions: { bodySizeLimit: '5mb' } },
}

export default config
