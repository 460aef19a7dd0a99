import type { Metadata } from 'next'
import { requireMember } from '@/lib/web/gates'
import { noticeOf } from '@/lib/web/notices'
import { ownPath } from '@/lib/web/own-path'
import { one, type PageProps } from '@/lib/web/page-props'
import { Profile } from './profile'

export const metadata: Metadata = { title: 'Profile' }

export default async function ProfilePage({ searchParams }: PageProps) {
  const member = await requireMember()
  const { notice, next } = await searchParams
  return <Profile member={member} said={await noticeOf(one(notice))} next={ownPath(one(next))} />
}
