import type { Metadata, Viewport } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { ReloadedNote } from '@/components/forms/reloaded-note'
import { ServiceWorker } from '@/components/frame/service-worker'
import { TidyAddress } from '@/components/frame/tidy-address'
import { productName } from '@/lib/web/product'
import { currentTheme } from '@/lib/web/theme'
import { fontClasses } from './fonts'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  await connection()
  const name = productName()
  return {
    title: { default: name, template: `%s · ${name}` },
    robots: { index: false },
    appleWebApp: { capable: true, title: name, statusBarStyle: 'default' },
    // Digits here are codes, not numbers to call.
    formatDetection: { telephone: false, email: false, address: false },
  }
}

/** The page's background, around which a phone draws its bars. */
const background = { light: '#f7f7f8', dark: '#0c0c0f' }

export async function generateViewport(): Promise<Viewport> {
  const theme = await currentTheme()
  const themeColor =
    theme === 'system'
      ? [
          { media: '(prefers-color-scheme: light)', color: background.light },
          { media: '(prefers-color-scheme: dark)', color: background.dark },
        ]
      : background[theme]
  return { colorScheme: 'light dark', viewportFit: 'cover', themeColor }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every route is drawn per request: a prerendered page has no nonce, and the CSP would stop its scripts.
  await connection()
  const theme = await currentTheme()
  return (
    <html lang="en" className={fontClasses} data-theme={theme === 'system' ? undefined : theme}>
      <body>
        {children}
        <ServiceWorker />
        <ReloadedNote />
        <TidyAddress />
      </body>
    </html>
  )
}
