import type { MetadataRoute } from 'next'
import { connection } from 'next/server'
import { productName } from '@/lib/web/product'

const sizes = [48, 72, 96, 128, 144, 192, 256, 384, 512]

const icon = (name: string, size: number) =>
  ({ src: `/icons/${name}-${size}.png`, sizes: `${size}x${size}`, type: 'image/png' }) as const

const shortcut = (name: string, url: string) => ({ name, url, icons: [icon('icon', 96)] })

/** What a phone reads before it installs the app. The same for everyone: browsers fetch it without cookies. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  // The name is the running server's, not that of the machine that built it.
  await connection()
  return {
    id: '/',
    name: productName(),
    short_name: productName(),
    description: 'Your account, and the second factor that protects it.',
    lang: 'en',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#f7f7f8',
    theme_color: '#f7f7f8',
    icons: [
      ...sizes.map((size) => ({ ...icon('icon', size), purpose: 'any' as const })),
      ...[192, 512].map((size) => ({ ...icon('maskable', size), purpose: 'maskable' as const })),
    ],
    shortcuts: [shortcut('Profile', '/profile'), shortcut('Users', '/organization/users')],
  }
}
