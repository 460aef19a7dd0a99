import localFont from 'next/font/local'

/*
 * Geist, self-hosted: nothing is fetched at build time. Until it is there, text stands in one of the faces that globals.css
 * fits to it, so that nothing moves when it comes.
 */

const sans = localFont({
  src: '../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2',
  variable: '--font-geist-sans',
  weight: '100 900',
  adjustFontFallback: false,
  fallback: ['Geist like Arial', 'Geist like Roboto', 'Geist like Noto', 'Geist like DejaVu'],
})

/** Of codes and keys alone: fetched where a page shows one. */
const mono = localFont({
  src: '../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  adjustFontFallback: false,
  preload: false,
})

/** Classes for `<html>`: declare the faces that globals.css names. */
export const fontClasses = `${sans.variable} ${mono.variable}`
