import type { Metadata, Viewport } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { productName } from '@/lib/web/product'
import { currentTheme } from '@/lib/web/theme'
import { fontClasses } from './fonts'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  await connection()
  return { title: { default: productName(), template: `%s · ${productName()}` }, robots: { index: false } }
}

export const viewport: Viewport = { colorScheme: 'light dark', viewportFit: 'cover' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every route is drawn per request: a prerendered page has no nonce, and the CSP would stop its scripts.
  await connection()
  const theme = await currentTheme()
  return (
    <html lang="en" className={fontClasses} data-theme={theme === 'system' ? undefined : theme}>
      <body>{children}</body>
    </html>
  )
}
