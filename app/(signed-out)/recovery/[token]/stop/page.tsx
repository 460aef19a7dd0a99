import type { PagePropsOf } from '@/lib/web/page-props'
import { titledByLink } from '../../../dead-link'
import { RecoveryRequest, requestOfPage, requestTitle } from '../request'

export const generateMetadata = titledByLink(requestOfPage, ({ stops }) =>
  stops ? 'Stop this request?' : requestTitle,
)

export default async function StopRecoveryPage({ params }: PagePropsOf<{ token: string }>) {
  return <RecoveryRequest token={(await params).token} stopping />
}
