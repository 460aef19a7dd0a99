import { requireAdmin } from '@/lib/web/gates'
import { one, type PageProps } from '@/lib/web/page-props'
import { titled } from '@/lib/web/titled'
import { ApiKeys } from './api-keys'

export const generateMetadata = titled(requireAdmin, 'API keys')

export default async function ApiKeysPage({ searchParams }: PageProps) {
  return <ApiKeys notice={one((await searchParams).notice)} />
}
