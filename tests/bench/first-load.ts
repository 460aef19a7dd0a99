import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Line } from './table'
import { Visitor } from './visitor'

/** What the sign-in page makes a browser load and run, against a page without client code of its own. */
export async function compareFirstLoad(
  build: string,
  port: number,
  bare: string,
  barePort: number,
): Promise<Line> {
  const measured = kibibytes(await new Visitor(port).open('/sign-in'), join(build, 'next'))
  const floor = kibibytes(await new Visitor(barePort).open('/plain'), join(bare, '.next'))
  return {
    what: '/sign-in, first-load JavaScript, gzip',
    measured: `${measured.toFixed(1)} KiB`,
    floor: `${floor.toFixed(1)} KiB bare`,
    value: measured - floor,
    unit: 'KiB',
    target: { atMost: 12 },
  }
}

/**
 * The scripts that a page names, gzip at level 9: its script elements, and the chunks its data tells the browser to
 * load. Without the polyfills marked `nomodule`, which no browser of the last years loads.
 */
function kibibytes(html: string, nextFolder: string): number {
  const old = new Set(
    [...html.matchAll(/<script\b[^>]*\bnomodule\b[^>]*>/gi)].flatMap(([tag]) => filesIn(tag)),
  )
  const files = [...new Set(filesIn(html))].filter((file) => !old.has(file))
  const bytes = files.map((file) => gzipSync(readFileSync(join(nextFolder, file)), { level: 9 }).length)
  return bytes.reduce((sum, length) => sum + length, 0) / 1024
}

const filesIn = (text: string) => [...text.matchAll(/static\/[\w\-./~]+?\.js\b/g)].map(([file]) => file)
