import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { postForm } from '@/lib/jobs/post-form'

test('of an app whose certificate is of its own making it is said that the certificate is not trusted', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-app-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const words = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=app'
  execFileSync('openssl', [...words.split(' '), '-keyout', key, '-out', cert], { stdio: 'ignore' })
  const app = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) =>
    response.end(),
  )
  await new Promise<void>((listening) => app.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void app.close())
  const { port } = app.address() as AddressInfo
  const signal = AbortSignal.timeout(5_000)
  expect(await postForm(`https://127.0.0.1:${port}/out`, {}, signal)).toEqual({
    status: null,
    words: expect.stringMatching(/^its certificate isn’t trusted here \([A-Z_]+\)$/),
  })
})
