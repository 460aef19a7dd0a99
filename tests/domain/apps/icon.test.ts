import sharp from 'sharp'
import { expect, test } from 'vitest'
import { removeAppIcon } from '@/lib/acts/apps/remove-icon'
import { iconInput, setAppIcon } from '@/lib/acts/apps/set-icon'
import { toIcon } from '@/lib/icon-image'
import { findIcon } from '@/lib/queries/apps/icon'
import { added, appRow } from '../../support/world/apps'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'

const svg = (inside: string, before = '') =>
  Buffer.from(
    `${before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10">${inside}</svg>`,
  )
const red = '<rect width="10" height="10" fill="#ff0000"/>'

const pictureOf = async (icon: Buffer | null) => {
  if (!icon) throw new Error('It was refused.')
  const { data, info } = await sharp(icon).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const middle = (info.width * (info.height / 2) + info.width / 2) * 4
  return { width: info.width, height: info.height, middle: [...data.subarray(middle, middle + 4)] }
}

test('an SVG becomes a PNG of what it draws, and nothing else of it is left', async () => {
  const icon = await toIcon(
    svg(`<script>alert(1)</script>${red}<a href="javascript:alert(2)"><text>x</text></a>`),
  )
  expect(icon?.subarray(1, 4).toString()).toBe('PNG')
  expect(icon?.toString('latin1')).not.toMatch(/script|alert|svg/i)
  expect(await pictureOf(icon)).toEqual({ width: 192, height: 192, middle: [255, 0, 0, 255] })
})

test('a PNG becomes a square of one size, without what else stood in it', async () => {
  const upload = await sharp({ create: { width: 400, height: 100, channels: 3, background: '#00ff00' } })
    .withExif({ IFD0: { Copyright: 'where I live' } })
    .png()
    .toBuffer()
  const icon = await toIcon(upload)
  expect(await pictureOf(icon)).toEqual({ width: 192, height: 192, middle: [0, 255, 0, 255] })
  expect(icon?.toString('latin1')).not.toContain('where I live')
})

test('an SVG draws nothing from another file or place', async () => {
  const place = 'file:///usr/share/pixmaps/debian-logo.png'
  for (const href of [place, 'https://evil.example/x.png', '/etc/passwd'])
    expect(
      (await pictureOf(await toIcon(svg(`${red}<image width="10" height="10" xlink:href="${href}"/>`))))
        .middle,
    ).toEqual([255, 0, 0, 255])
})

const doctype = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'

test.each(
  Object.entries({
    'an external entity': svg('<text>&x;</text>', doctype),
    'an external entity in other letters': svg('<text>&x;</text>', doctype.toLowerCase()),
    'a web page': Buffer.from('<html><script>alert(1)</script></html>'),
    'a JPEG': Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]),
    'half a PNG': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]),
    'a picture as large as a field': Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="99999" height="99999"/>',
    ),
    nothing: Buffer.alloc(0),
    'too much': Buffer.concat([svg(red), Buffer.alloc(256 * 1024, 32)]),
  }),
)('%s is no icon', async (_, upload) => {
  expect(await toIcon(upload)).toBeNull()
})

test('an SVG that takes for ever to draw is no icon, and another one is drawn after it', async () => {
  const steps =
    '<feTurbulence baseFrequency="0.9" numOctaves="20"/><feMorphology operator="dilate" radius="90"/>'
  const filter = `<filter id="a" x="0" y="0" width="1" height="1">${steps.repeat(900)}</filter>`
  const endless = svg(`${filter}${'<rect width="10" height="10" filter="url(#a)"/>'.repeat(900)}`)
  const [refused, drawn] = await Promise.all([toIcon(endless), toIcon(svg(red))])
  expect(refused).toBeNull()
  expect(drawn?.subarray(1, 4).toString()).toBe('PNG')
}, 60_000)

test('an icon is found by its name within the organization, and gone when it is removed', async () => {
  const org = await organization()
  const { appId } = await added(org)
  const admin = await org.asAdmin()
  const icon = new File([new Uint8Array(svg(red))], 'icon.svg')
  granted(await setAppIcon(org.ctx, admin, iconInput.parse({ appId, icon })))
  const digest = (await appRow(org, appId)).iconDigest ?? ''
  expect(digest).toMatch(/^[A-Za-z0-9_-]{43}$/)
  const member = await (await org.agent()).signIn()
  expect((await findIcon(org.ctx, member, digest))?.subarray(1, 4).toString()).toBe('PNG')
  expect(await findIcon(org.ctx, { ...admin, organizationId: 'another' } as never, digest)).toBeNull()
  expect(codeOf(await setAppIcon(org.ctx, admin, { appId, icon: new File(['x'], 'x.png') }))).toBe(
    'icon-unreadable',
  )
  granted(await removeAppIcon(org.ctx, admin, { appId }))
  expect((await appRow(org, appId)).iconDigest).toBeNull()
  expect(await findIcon(org.ctx, member, digest)).toBeNull()
})
