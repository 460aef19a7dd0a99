import { PageTitle } from '@/components/frame/page-title'
import { findOwnOrganization } from '@/lib/queries/own-organization'
import { twoFactorState } from '@/lib/queries/two-factor'
import { requireAdmin } from '@/lib/web/gates'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'
import { ContactPhoneForm } from '../../contact-phone-form'
import { saveOrganizationPhone } from './actions'

export const generateMetadata = titled(requireAdmin, 'Contact phone')

export default async function OrganizationPhonePage() {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const [{ enabled }, { contactPhone }] = await Promise.all([
    twoFactorState(ctx, admin),
    findOwnOrganization(ctx, admin),
  ])
  return (
    <>
      <PageTitle
        title="Contact phone"
        subtitle="The server’s support team calls it before they help a locked-out admin back in. Every admin gets an email about the change."
        back={{ href: '/organization/settings', label: 'Organization' }}
      />
      <ContactPhoneForm
        action={saveOrganizationPhone}
        phone={contactPhone}
        enabled={enabled}
        account={admin.email}
        back="/organization/settings"
      />
    </>
  )
}
