import { ButtonRow, Card, Section } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { Said } from '@/components/display/said'
import { ActionForm } from '@/components/forms/action-form'
import { TextField } from '@/components/forms/field'
import { NotSaved } from '@/components/forms/not-saved'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { findOwnOrganization } from '@/lib/queries/own-organization'
import { requireAdmin } from '@/lib/web/gates'
import { noticeOf } from '@/lib/web/notices'
import { one, type PageProps } from '@/lib/web/page-props'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'
import { zones } from '@/lib/zone'
import { saveOrganization } from './actions'
import { LogoSection } from './logo'
import { SessionLengthSection } from './session-length'

export const generateMetadata = titled(requireAdmin, 'Organization')

export default async function OrganizationPage({ searchParams }: PageProps) {
  const admin = await requireAdmin()
  const organization = await findOwnOrganization(await requestContext(), admin)
  const said = await noticeOf(one((await searchParams).notice))
  return (
    <>
      <PageTitle title="Organization" />
      <Said said={said} />
      <div className="grid max-w-120 gap-6">
        <Card padded>
          <ActionForm action={saveOrganization}>
            <TextField
              name="name"
              label="Name"
              defaultValue={organization.name}
              required
              autoComplete="off"
              hint="People read it when they join, on each page and in emails."
            />
            <SelectField
              name="timeZone"
              label="Time zone"
              defaultValue={organization.timeZone}
              options={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
              hint="The dates and hours of your policy are in this time zone."
            />
            <ButtonRow>
              <SubmitButton>Save</SubmitButton>
              <NotSaved />
            </ButtonRow>
          </ActionForm>
        </Card>
        <Card>
          <Section
            title="Contact phone"
            description={
              organization.contactPhone ??
              'None. Without one, the server’s support team can’t call your organization back.'
            }
            aside={
              <LinkButton href="/organization/settings/contact-phone">
                {organization.contactPhone === null ? 'Add contact phone' : 'Change contact phone'}
              </LinkButton>
            }
          />
        </Card>
        <Card>
          <LogoSection name={organization.name} logoDigest={organization.logoDigest} />
          <SessionLengthSection settings={organization} />
        </Card>
      </div>
    </>
  )
}
