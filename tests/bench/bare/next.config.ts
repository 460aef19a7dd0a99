import type { NextConfig } from 'next'

/** As the product's own, without the product. */
const config: NextConfig = {
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: process.cwd() },
  outputFileTracingRoot: process.cwd(),
  poweredByHeader: false,
  serverExternalPackages: ['better-sqlite3'],
}

export default config
