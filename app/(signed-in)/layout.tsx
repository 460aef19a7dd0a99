import type { ReactNode } from 'react'
import { AppShell } from '@/components/frame/app-shell'
import { DeadlineBanner } from '@/components/frame/deadline-banner'
import type { MenuGroup } from '@/components/frame/menu'
import { ReaderZone } from '@/components/frame/reader-zone'
import { addPasskeyByInWords, setUpByInWords } from '@/lib/messages/policy'
import { roleWords } from '@/lib/messages/roles'
import { hasTiles } from '@/lib/queries/apps/tiles'
import { deadlinesOf } from '@/lib/queries/policy/deadline'
import { glimpseMember } from '@/lib/web/gates'
import { productName } from '@/lib/web/product'
import { readerZone } from '@/lib/web/reader-zone'
import { requestContext } from '@/lib/web/request-context'
import { currentTheme } from '@/lib/web/theme'
import { chooseTheme, signOutHere } from './actions'
import { FourEyesNotices } from './four-eyes-notices'

const organization: MenuGroup = {
  label: 'Organization',
  items: [
    { href: '/organization', label: 'Overview', icon: 'overview', also: ['/organization/at-risk'] },
    { href: '/organization/users', label: 'Users', icon: 'users', also: ['/organization/batches'] },
    { href: '/organization/groups', label: 'Groups', icon: 'groups' },
    { href: '/organization/apps', label: 'Apps', icon: 'apps' },
    { href: '/organization/policy', label: 'Policy', icon: 'policy', also: ['/organization/evidence'] },
    { href: '/organization/keys', label: 'API keys', icon: 'keys' },
    { href: '/organization/audit', label: 'Audit log', icon: 'audit' },
    { href: '/organization/settings', label: 'Settings', icon: 'settings' },
  ],
}
const support: MenuGroup = {
  label: 'Support',
  items: [
    { href: '/operator/recovery', label: 'Recovery requests', icon: 'recovery' },
    { href: '/operator/organizations', label: 'Organizations', icon: 'organizations' },
  ],
}
const profile: MenuGroup = {
  label: 'Profile',
  items: [{ href: '/profile', label: 'View profile', icon: 'profile' }],
}

const apps: MenuGroup = { items: [{ href: '/apps', label: 'Apps', icon: 'tiles' }] }

const places = { admin: [organization, profile], agent: [profile], operator: [support, profile] }

/** The frame of every signed-in page. It decides nothing: each page has its gate. */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const person = await glimpseMember()
  if (!person) return children
  const ctx = await requestContext()
  const hasApps = person.role !== 'operator' && (await hasTiles(ctx, person))
  const { setUp, passkey } = await deadlinesOf(ctx, person)
  return (
    <AppShell
      productName={productName()}
      organization={person.role === 'operator' ? undefined : person.organizationName}
      person={{ id: person.userId, name: person.name, role: roleWords[person.role] }}
      groups={hasApps ? [apps, ...places[person.role]] : places[person.role]}
      signOut={signOutHere}
      theme={await currentTheme()}
      chooseTheme={chooseTheme}
    >
      <ReaderZone {...(await readerZone(person))} />
      {person.role === 'admin' && <FourEyesNotices person={person} />}
      {setUp && (
        <DeadlineBanner
          words={setUpByInWords(setUp)}
          href={setUp.passkey ? '/profile/two-factor/passkey' : '/profile/two-factor'}
          label="Set up now"
        />
      )}
      {passkey && (
        <DeadlineBanner
          words={addPasskeyByInWords(passkey)}
          href="/profile/two-factor/passkey"
          label="Add passkey"
        />
      )}
      {children}
    </AppShell>
  )
}
