import type { Metadata } from 'next'
import type { PagePropsOf } from '@/lib/web/page-props'
import { RecoveryRequest } from './request'

export const metadata: Metadata = { title: 'Recovery request' }

export default async function RecoveryRequestPage({ params }: PagePropsOf<{ token: string }>) {
  return <RecoveryRequest token={(await params).token} />
}
