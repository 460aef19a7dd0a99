import type { Metadata } from 'next'
import { one, type PagePropsOf } from '@/lib/web/page-props'
import { ManageOrganization } from './manage-organization'
import { organizationOfPage } from './organization'

type Props = PagePropsOf<{ id: string }>

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({
  title: (await organizationOfPage((await params).id)).name,
})

export default async function OrganizationPage({ params, searchParams }: Props) {
  const organization = await organizationOfPage((await params).id)
  return <ManageOrganization organization={organization} notice={one((await searchParams).notice)} />
}
