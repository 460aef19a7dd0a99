import { execFile } from 'node:child_process'
import { dirname } from 'node:path'
import type { Sharp } from 'sharp'
import { seconds } from './duration'

/** What may be uploaded at most, in bytes. */
export const largestIcon = 256 * 1024

/** Of an icon, wide and high, and of a logo at most, in pixels. */
const side = 192
const widest = 480
const highest = 144

/** In what size a picture is drawn: padded to a square, or only shrunk. */
type Frame = { width: number; height: number; square: boolean }

const icon: Frame = { width: side, height: side, square: true }
const logo: Frame = { width: widest, height: highest, square: false }

/** How long one is drawn at most. */
const patience = seconds(5)

const limits = { limitInputPixels: 4096 * 4096, failOn: 'error' as const, pages: 1 }

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * An uploaded icon as a square PNG, whatever was in it: of an SVG only the picture that it draws is left. Null for what is
 * neither, is damaged, or takes too long. An SVG that declares entities or a document type is none: what it would draw
 * may stand in another file.
 */
export const toIcon = (upload: Buffer): Promise<Buffer | null> => toPng(upload, icon)

/**
 * An uploaded logo as a PNG, as wide as it is, under the same rules. It stands on white; one that is too light to be seen there
 * has a dark ground of its own.
 */
export async function toLogo(upload: Buffer): Promise<Buffer | null> {
  const picture = await toPng(upload, logo)
  return picture && (await isLight(picture)) ? grounded(picture) : picture
}

/** The darkest grey of the product's pages, and how much of it is around a logo, in pixels. */
const ground = '#17171c'
const margin = 24

async function grounded(picture: Buffer): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  const [width, height] = [widest - 2 * margin, highest - 2 * margin]
  return sharp(picture)
    .resize(width, height, { fit: 'inside', withoutEnlargement: true })
    .extend({ top: margin, bottom: margin, left: margin, right: margin, background: ground })
    .flatten({ background: ground })
    .png()
    .toBuffer()
}

/**
 * Whether what a picture shows has a contrast below 2:1 with white, on the whole (relative luminance of WCAG 2.2). One without
 * a see-through pixel brings its own ground.
 */
async function isLight(picture: Buffer): Promise<boolean> {
  const { default: sharp } = await import('sharp')
  const pixels = await sharp(picture).toColourspace('srgb').ensureAlpha().raw().toBuffer()
  let [luminance, shown] = [0, 0]
  for (let at = 0; at < pixels.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(at, at + 4)
    luminance += alpha * (0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue))
    shown += alpha
  }
  return shown < (pixels.length / 4) * 255 && luminance / shown > 1.05 / 2 - 0.05
}

const linear = (channel: number) =>
  channel <= 0.04045 * 255 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4

async function toPng(upload: Buffer, frame: Frame): Promise<Buffer | null> {
  if (upload.length > largestIcon) return null
  try {
    const picture = await open(upload, frame)
    if (!picture) return null
    const { width, height, square } = frame
    return await picture
      .resize(width, height, {
        fit: square ? 'contain' : 'inside',
        background: { r: 0, g: 0, b: 0, alpha: 0 },
        withoutEnlargement: !square,
      })
      .png()
      .timeout({ seconds: patience / 1000 })
      .toBuffer()
  } catch {
    return null
  }
}

async function open(upload: Buffer, frame: Frame): Promise<Sharp | null> {
  const picture = isSvg(upload) ? await drawn(upload, frame) : upload
  if (!picture?.subarray(0, png.length).equals(png)) return null
  // Loaded for the first picture: most servers never draw one, and it takes memory.
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp(picture, limits)
}

function isSvg(upload: Buffer): boolean {
  const text = upload.toString('utf8')
  const begins = /^\uFEFF?\s*(<\?xml[^>]*\?>\s*)?(<!--[\s\S]*?-->\s*)*<svg[\s>]/.test(text)
  return begins && !/<!(DOCTYPE|ENTITY)/i.test(text)
}

/** A PNG of the SVG on its standard input, to its standard output. */
const drawing = ({ width, height }: Frame) => `
  import('sharp').then(async ({ default: sharp }) => {
    const parts = []
    for await (const part of process.stdin) parts.push(part)
    const picture = sharp(Buffer.concat(parts), ${JSON.stringify(limits)})
    process.stdout.write(await picture.resize(${width}, ${height}, { fit: 'inside' }).png().toBuffer())
  }).catch(() => process.exit(1))
`

/** How many wait until those before them are drawn. */
const mostWaiting = 8
let waiting = 0
let before: Promise<unknown> = Promise.resolve()

/**
 * Draws an SVG in a process of its own, one at a time; null where that takes too long. A few lines of one can keep a thread
 * busy for hours, which nothing can end, and passwords are hashed on the same few. It is told nothing of ours.
 */
async function drawn(svg: Buffer, frame: Frame): Promise<Buffer | null> {
  if (waiting >= mostWaiting) return null
  waiting++
  const mine = before.then(() => drawAlone(svg, frame)).finally(() => waiting--)
  before = mine
  return mine
}

function drawAlone(svg: Buffer, frame: Frame): Promise<Buffer | null> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      ['--eval', drawing(frame)],
      {
        ...{
          env: { NODE_ENV: 'production' },
          timeout: patience,
          killSignal: 'SIGKILL',
          maxBuffer: 2 * largestIcon,
        },
        // Packages are looked for from where the program is.
        ...{ cwd: dirname(process.argv[1] ?? '.'), encoding: 'buffer' },
      },
      (failed, picture) => done(failed ? null : picture),
    )
    // It may be gone before it has read everything.
    child.stdin?.on('error', () => {}).end(svg)
  })
}
