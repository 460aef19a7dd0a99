import { hasTiles } from '@/lib/queries/apps/tiles'
import type { Member } from '../actors'
import { requestContext } from './request-context'

const homes = { admin: '/organization', agent: '/profile', operator: '/operator/recovery' } as const

/** The page someone begins on: an agent's apps, where there are any. */
export async function homeOf(member: Member): Promise<string> {
  const hasApps = member.role === 'agent' && (await hasTiles(await requestContext(), member))
  return hasApps ? '/apps' : homes[member.role]
}
