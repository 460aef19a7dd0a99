import type { Metadata } from 'next'
import type { PagePropsOf } from '@/lib/web/page-props'
import { RecoveryRequest } from '../request'

export const metadata: Metadata = { title: 'Stop this request?' }

export default async function StopRecoveryPage({ params }: PagePropsOf<{ token: string }>) {
  return <RecoveryRequest token={(await params).token} stopping />
}
