import type { Metadata } from 'next'
import { PageDialog } from '@/components/forms/page-dialog'
import type { PagePropsOf } from '@/lib/web/page-props'
import { leadIfSent } from '@/lib/web/question-over'
import { suspendWhole } from '../../actions'
import { ManageOrganization } from '../manage-organization'
import { organizationOfPage } from '../organization'

type Props = PagePropsOf<{ id: string }>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, suspendedAt } = await organizationOfPage((await params).id)
  return { title: suspendedAt ? name : titleOf(name) }
}

const titleOf = (name: string) => `Suspend ${name}?`

/** The page of an organization, and above it the question, unless it is suspended already. */
export default async function SuspendOrganizationPage({ params }: Props) {
  const organization = await organizationOfPage((await params).id)
  const { id, name, suspendedAt } = organization
  return (
    <ManageOrganization organization={organization}>
      {suspendedAt ? (
        await leadIfSent(`/operator/organizations/${id}`)
      ) : (
        <PageDialog
          back={`/operator/organizations/${id}`}
          id="suspend"
          action={suspendWhole}
          title={titleOf(name)}
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
