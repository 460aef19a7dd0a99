import type { Sharp } from 'sharp'
import { seconds } from './duration'

/** What may be uploaded at most, in bytes. */
export const largestIcon = 256 * 1024

/** Wide and high, in pixels. */
const side = 192

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * An uploaded icon as a square PNG, whatever was in it: of an SVG only the picture that it draws is left. Null for what is
 * neither, is damaged, or takes too long. An SVG that declares entities or a document type is none: what it would draw
 * may stand in another file.
 */
export async function toIcon(upload: Buffer): Promise<Buffer | null> {
  if (upload.length > largestIcon) return null
  try {
    const picture = await open(upload)
    if (!picture) return null
    return await picture
      .resize(side, side, { fit: 'contain', background: { r: 0, g: 0, b: 0, alpha: 0 } })
      .png()
      .timeout({ seconds: seconds(5) / 1000 })
      .toBuffer()
  } catch {
    return null
  }
}

async function open(upload: Buffer): Promise<Sharp | null> {
  // Loaded for the first picture: most servers never draw one, and it takes memory.
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  const limits = { limitInputPixels: 4096 * 4096, failOn: 'error' as const, pages: 1 }
  if (upload.subarray(0, png.length).equals(png)) return sharp(upload, limits)
  const text = upload.toString('utf8')
  const isSvg = /^\uFEFF?\s*(<\?xml[^>]*\?>\s*)?(<!--[\s\S]*?-->\s*)*<svg[\s>]/.test(text)
  return isSvg && !/<!(DOCTYPE|ENTITY)/i.test(text) ? sharp(upload, limits) : null
}
