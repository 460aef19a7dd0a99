import type { Metadata } from 'next'
import { PageDialog } from '@/components/forms/page-dialog'
import type { PagePropsOf } from '@/lib/web/page-props'
import { suspendWhole } from '../../actions'
import { ManageOrganization } from '../manage-organization'
import { organizationOfPage } from '../organization'

type Props = PagePropsOf<{ id: string }>

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({
  title: (await organizationOfPage((await params).id)).name,
})

/** The page of an organization, and above it the question, unless it is suspended already. */
export default async function SuspendOrganizationPage({ params }: Props) {
  const organization = await organizationOfPage((await params).id)
  const { id, name, suspendedAt } = organization
  return (
    <ManageOrganization organization={organization}>
      {!suspendedAt && (
        <PageDialog
          back={`/operator/organizations/${id}`}
          id="suspend"
          action={suspendWhole}
          title={`Suspend ${name}?`}
          confirm="Suspend"
          destructive
        >
          <input type="hidden" name="organizationId" value={id} />
          <p className="text-muted">
            Its people are signed out immediately and can’t sign in until you reactivate it. Nothing is
            deleted.
          </p>
        </PageDialog>
      )}
    </ManageOrganization>
  )
}
