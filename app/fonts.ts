import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'

/** Classes for `<html>`: declare the self-hosted Geist faces that globals.css names. Nothing is fetched at build time. */
export const fontClasses = `${GeistSans.variable} ${GeistMono.variable}`
