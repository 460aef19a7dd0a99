import { test } from 'vitest'
import { forgetTrustedBrowser } from '@/lib/acts/browsers/forget'
import { forgetBrowsersOfOther } from '@/lib/acts/browsers/forget-of-other'
import { takeEvidence } from '@/lib/acts/evidence/take'
import { noteExport } from '@/lib/acts/exports/note'
import { changeOrganization } from '@/lib/acts/organizations/change'
import { setEnrollmentCodes } from '@/lib/acts/policy/ask-for-enrollment-codes'
import { endGrace } from '@/lib/acts/policy/end-grace'
import { giveGrace } from '@/lib/acts/policy/give-grace'
import { notePolicyPreview } from '@/lib/acts/policy/note-preview'
import { savePasskeyRule } from '@/lib/acts/policy/require-passkeys'
import { savePolicy } from '@/lib/acts/policy/save'
import { setTrust } from '@/lib/acts/policy/trust-browsers'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { newToken } from '@/lib/crypto/token'
import { previewPolicy } from '@/lib/queries/policy/find'
import { previewPasskeyRule } from '@/lib/queries/policy/passkeys'
import { listTrustedBrowsers } from '@/lib/queries/trusted-browsers'
import { keepEvidenceKey } from '@/lib/records/evidence/keys'
import { type Act, expectNothingWithoutEntry } from '../../support/world/closed-tables'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import { addKey } from '../../support/world/passkeys'
import { ruled } from '../../support/world/policy'
import { letTrust, trusting } from '../../support/world/trusting'

const until = '2026-12-08T09:00'
const reason = 'On a ship'

/** What admins do with the policy, and with their organization. */
const acts: Record<string, (org: Organization) => Promise<Act>> = {
  async savePolicy(org) {
    const admin = await org.asAdmin()
    const { mark } = await previewPolicy(org.ctx, admin, { who: 'everyone', groupIds: [] })
    const draft = {
      who: 'everyone' as const,
      groupIds: [] as string[],
      from: 'on-date' as const,
      date: until,
    }
    const rest = { sessions: 'end' as const, newPeople: true, shown: mark, organization: org.name }
    return () => savePolicy(org.ctx, admin, { ...draft, ...rest })
  },
  async savePasskeyRule(org) {
    const admin = await org.asAdmin()
    await addKey(org.admin, { member: admin })
    const rule = { who: 'admins' as const, groupIds: [] as string[] }
    const { mark } = await previewPasskeyRule(org.ctx, admin, rule)
    return () => savePasskeyRule(org.ctx, admin, { ...rule, from: 'at-once', shown: mark })
  },
  async setTrust(org) {
    const admin = await org.asAdmin()
    return () => setTrust(org.ctx, admin, { trust: '30', admins: true })
  },
  async setEnrollmentCodes(org) {
    const admin = await org.asAdmin()
    return () => setEnrollmentCodes(org.ctx, admin, { on: true })
  },
  async trustBrowser(org) {
    await letTrust(org)
    const agent = await org.agent({ enrolled: true })
    const challenger = await agent.challenge()
    const code = await agent.phone.nextCode()
    return () => finishWithCode(org.ctx, challenger, { code }, 'ticket', { trusted: newToken() })
  },
  async forgetTrustedBrowser(org) {
    await letTrust(org)
    const { member } = await trusting(org, await org.agent({ enrolled: true }))
    const [browser] = await listTrustedBrowsers(org.ctx, member)
    return () => forgetTrustedBrowser(org.ctx, member, { browserId: browser?.id ?? '' })
  },
  async forgetBrowsersOfOther(org) {
    await letTrust(org)
    const agent = await org.agent({ enrolled: true })
    await trusting(org, agent)
    const admin = await org.asAdmin()
    return () => forgetBrowsersOfOther(org.ctx, admin, { userId: agent.id })
  },
  async notePolicyPreview(org) {
    const admin = await org.asAdmin()
    return () => notePolicyPreview(org.ctx, admin, { who: 'everyone' })
  },
  async changeOrganization(org) {
    const admin = await org.asAdmin()
    return () => changeOrganization(org.ctx, admin, { name: 'Globex', timeZone: 'Europe/Berlin' })
  },
  async noteExport(org) {
    const admin = await org.asAdmin()
    return () => noteExport(org.ctx, admin, { what: 'people', format: 'csv' })
  },
  async takeEvidence(org) {
    const admin = await org.asAdmin()
    await keepEvidenceKey(org.ctx)
    return () => takeEvidence(org.ctx, admin, { from: '2026-11-01', until: '2026-11-30' })
  },
  async giveGrace(org) {
    const { id: userId } = await org.agent()
    granted(await ruled(org, { who: 'everyone', date: '2026-12-04T18:00' }))
    const admin = await org.asAdmin()
    return () => giveGrace(org.ctx, admin, { userId, until, reason })
  },
  async endGrace(org) {
    const { id: userId } = await org.agent()
    granted(await ruled(org, { who: 'everyone', date: '2026-12-04T18:00' }))
    const admin = await org.asAdmin()
    granted(await giveGrace(org.ctx, admin, { userId, until, reason }))
    return () => endGrace(org.ctx, admin, { userId })
  },
}

for (const [name, scene] of Object.entries(acts)) {
  test(`without its entry in the audit log, ${name} changes nothing`, async () => {
    const org = await organization()
    await expectNothingWithoutEntry(org.world, await scene(org))
  })
}
