import { expect, test } from 'vitest'
import { approveRequest } from '@/lib/acts/recovery/approve'
import { askForRecovery } from '@/lib/acts/recovery/ask'
import { confirmRequest } from '@/lib/acts/recovery/confirm'
import { rejectRequest } from '@/lib/acts/recovery/reject'
import { askForRecoveryInput } from '@/lib/inputs'
import { runErrands } from '@/lib/jobs/errands'
import { shownRequest } from '@/lib/queries/recovery/shown'
import { openSite } from '../support/server/site'
import { granted } from '../support/world/outcome'
import { Recovery, subjects } from '../support/world/recovery'

const markup = '<img src=x onerror=alert(1)>'
const hostile = `${markup} =cmd|' /C calc'!A0 \u001b[31mred\u2028\r\nBcc: everybody@example.com`

/** Signs that end a line, or that a terminal would obey. */
const control = /[\p{Cc}\p{Zl}\p{Zp}]/u

test('whatever is told of a request, emails hold it as text, and every header stays one line', async () => {
  const recovery = await Recovery.open()
  const { ctx, operator, org, letters } = recovery
  const input = askForRecoveryInput.parse({
    ...{ email: org.admin.email, organization: hostile.slice(0, 90), story: hostile },
  })
  const from = { ...ctx, origin: { address: '203.0.113.9', userAgent: hostile } }
  granted(await askForRecovery(from, input))
  await runErrands(ctx)
  const asked = await letters.last(org.admin.email, subjects.asked)
  granted(await confirmRequest(from, { token: asked.token }))
  const decision = { note: hostile, reason: hostile, calledBack: true, vouched: false, proved: false }
  granted(await approveRequest(ctx, operator, { requestId: await recovery.id(), ...decision }))
  granted(await rejectRequest(ctx, operator, { requestId: await recovery.id(), reason: hostile }))
  const mails = await letters.arrived()
  expect(mails.map(({ subject }) => subject).join()).toContain('was rejected')
  for (const { subject, html, to } of [asked, ...mails]) {
    expect(subject).not.toMatch(control)
    expect(to).not.toContain('everybody')
    expect(html).not.toContain('<img')
  }
  const rejected = mails.find(({ subject }) => subject.includes('was rejected'))
  expect(rejected?.html).toContain('&lt;img src=x')
})

test('pages show it as text: the request by its link, and the evidence of the operator', async () => {
  const site = await openSite()
  const who = await site.seed.admin()
  const ctx = site.ctx({ userAgent: hostile })
  const input = askForRecoveryInput.parse({ email: who.email, organization: markup, story: hostile })
  granted(await askForRecovery(ctx, input))
  const { path, token } = await site.mail.next(who.email, subjects.asked)
  expect(await shownRequest(site.ctx(), token)).toMatchObject({
    story: hostile.replace('\r\n', '\n'),
  })
  const shown = await site.visitor().get(path)
  granted(await confirmRequest(site.ctx(), { token }))
  const { recoveryRequests } = site.ctx().db.tables
  const [request] = await site.ctx().db.read.select({ id: recoveryRequests.id }).from(recoveryRequests)
  const operator = await site.signedIn(await site.seed.operator())
  const evidence = await operator.get(`/operator/recovery/${request?.id}`)
  for (const { body } of [shown, evidence]) {
    expect(body).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(body).not.toMatch(/<img[^>]*onerror/)
  }
})
