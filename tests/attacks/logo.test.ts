import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { soleLogo } from '@/lib/queries/logos'
import { builtAction } from '../support/server/build-manifest'
import { openSite } from '../support/server/site'
import { multipart, plainForm } from '../support/server/visitor'

test('a logo of 200 kB is taken, and what is served of it is a picture that loads and runs nothing', async () => {
  const site = await openSite()
  const [width, height] = [260, 260]
  const noise = randomBytes(width * height * 3)
  const png = await sharp(noise, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer()
  expect(png.length).toBeGreaterThan(200_000)
  const form = multipart([
    ['_1_logo', png.toString('latin1')],
    ['0', '[{"status":"idle"},"$K1"]'],
  ]).replace('name="_1_logo"', 'name="_1_logo"; filename="logo.png"')
  const acting = {
    'Next-Action': builtAction('saveLogo').id,
    Accept: 'text/x-component',
    ...plainForm,
  }
  const boss = await site.signedIn(await site.seed.admin())
  const answer = await boss.request('POST', '/organization/settings', acting, Buffer.from(form, 'latin1'))
  expect(answer.leadsTo).toContain('notice=logo-saved')
  const digest = (await soleLogo(site.ctx()))?.logoDigest
  const { status, headers } = await site.visitor().get(`/logo/${digest}`)
  expect([status, headers['content-type'], headers['cache-control']]).toEqual([
    ...[200, 'image/png', 'public, max-age=31536000, immutable'],
  ])
  expect(headers['content-security-policy']).toContain("default-src 'none'")
})
