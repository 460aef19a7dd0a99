import sharp from 'sharp'
import { expect, test } from 'vitest'
import { removeLogo } from '@/lib/acts/organizations/remove-logo'
import { logoInput, setLogo } from '@/lib/acts/organizations/set-logo'
import { findChallenge } from '@/lib/queries/challenges'
import { findLogo, soleLogo } from '@/lib/queries/logos'
import { foreigners } from '../../support/world/foreigners'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditTrail } from '../../support/world/rows'

const svg = (inside: string, open = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100">') =>
  new File([`${open}${inside}</svg>`], 'logo.svg', { type: 'image/svg+xml' })

const drawn = '<rect width="400" height="100" fill="#3451d1"/>'

test('a logo is kept as a PNG, as wide as it was, and shown before the sign-in is finished', async () => {
  const org = await organization()
  granted(await setLogo(org.ctx, await org.asAdmin(), { logo: svg(drawn) }))
  const sole = await soleLogo(org.ctx)
  expect(sole?.organizationName).toBe(org.name)
  const image = await findLogo(org.ctx, sole?.logoDigest ?? '')
  expect(await sharp(image ?? Buffer.of()).metadata()).toMatchObject({
    format: 'png',
    width: 480,
    height: 120,
  })
  const agent = await org.agent({ enrolled: true })
  const { token } = granted(await agent.enterPassword())
  expect((await findChallenge(org.ctx, token, 'web'))?.logoDigest).toBe(sole?.logoDigest)
  expect(await findLogo(org.ctx, 'another')).toBeNull()
})

/** The colour in the corner of the logo that this becomes, and how many pixels of it can be seen through. */
async function shownOf(org: Awaited<ReturnType<typeof organization>>, inside: string) {
  granted(await setLogo(org.ctx, await org.asAdmin(), { logo: svg(inside) }))
  const image = await findLogo(org.ctx, (await soleLogo(org.ctx))?.logoDigest ?? '')
  const { data, info } = await sharp(image ?? Buffer.of())
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height } = info
  return { width, height, corner: data.subarray(0, 4).toString('hex') }
}

test('a logo that no one would see on white has a dark ground, and every other is left as it is', async () => {
  const org = await organization()
  const mark = (fill: string) => `<circle cx="50" cy="50" r="40" fill="${fill}"/>`
  for (const light of ['#fff', '#ffd700', '#e3e3e8'])
    expect(await shownOf(org, mark(light)), light).toEqual({ width: 432, height: 144, corner: '17171cff' })
  for (const dark of ['#000', '#1d6f5c', '#ff6a00'])
    expect(await shownOf(org, mark(dark)), dark).toEqual({ width: 480, height: 120, corner: '00000000' })
  const plate = '<rect width="400" height="100" fill="#fff"/>'
  expect(await shownOf(org, plate + mark('#000'))).toMatchObject({ corner: 'ffffffff' })
})

test('a logo that is a script is refused, or nothing is left of the script', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  const entity =
    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">'
  for (const logo of [
    new File(['<script>alert(1)</script>'], 'logo.svg', { type: 'image/svg+xml' }),
    new File(['<!doctype html><svg><script>alert(1)</script></svg>'], 'logo.png', { type: 'image/png' }),
    new File(['alert(1)'], 'logo.js'),
    new File([Buffer.from('89504e470d0a1a0a', 'hex'), '<script>alert(1)</script>'], 'logo.png'),
    svg('&x;', entity),
  ])
    expect(codeOf(await setLogo(org.ctx, admin, { logo })), logo.name).toBe('icon-unreadable')
  expect((await soleLogo(org.ctx))?.logoDigest).toBeNull()

  const hostile = svg(`<script>alert(1)</script>${drawn}<a href="javascript:alert(1)"><text>x</text></a>`)
  granted(await setLogo(org.ctx, admin, { logo: hostile }))
  const image = await findLogo(org.ctx, (await soleLogo(org.ctx))?.logoDigest ?? '')
  expect(image?.subarray(1, 4).toString()).toBe('PNG')
  expect(image?.toString('latin1')).not.toMatch(/script|alert|svg/i)
})

test('a file that is too large is refused before it is read', () => {
  const large = new File([Buffer.alloc(256 * 1024 + 1)], 'logo.png')
  expect(logoInput.safeParse({ logo: large }).success).toBe(false)
  expect(logoInput.safeParse({ logo: 'no file' }).success).toBe(false)
})

test('another takes its place, and removed it is gone; on a server of several nobody is shown one at first', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  granted(await setLogo(org.ctx, admin, { logo: svg(drawn) }))
  const first = (await soleLogo(org.ctx))?.logoDigest ?? ''
  granted(await setLogo(org.ctx, admin, { logo: svg('<circle r="40" cx="50" cy="50"/>') }))
  expect(await findLogo(org.ctx, first)).toBeNull()
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({
    event: 'organization.changed',
    detail: { logo: true },
  })
  const second = (await soleLogo(org.ctx))?.logoDigest ?? ''
  await foreigners(org.ctx)
  expect(await soleLogo(org.ctx)).toBeNull()
  expect(await findLogo(org.ctx, second)).not.toBeNull()
  granted(await removeLogo(org.ctx, admin))
  expect(await findLogo(org.ctx, second)).toBeNull()
})
