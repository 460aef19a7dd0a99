import type { PagePropsOf } from '@/lib/web/page-props'
import { titledByLink } from '../../dead-link'
import { RecoveryRequest, requestOfPage } from './request'

export const generateMetadata = titledByLink(requestOfPage, 'Recovery request')

export default async function RecoveryRequestPage({ params }: PagePropsOf<{ token: string }>) {
  return <RecoveryRequest token={(await params).token} />
}
