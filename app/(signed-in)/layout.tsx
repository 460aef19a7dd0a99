import type { ReactNode } from 'react'
import { ButtonForm } from '@/components/forms/button-form'
import { AppShell, type MenuGroup } from '@/components/frame/app-shell'
import { NavButton } from '@/components/frame/nav-button'
import { ThemeSwitch } from '@/components/frame/theme-switch'
import { roleWords } from '@/lib/messages/roles'
import { hasTiles } from '@/lib/queries/apps/tiles'
import { glimpseMember } from '@/lib/web/gates'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'
import { currentTheme } from '@/lib/web/theme'
import { chooseTheme, signOutHere } from './actions'

const organization: MenuGroup = {
  label: 'Organization',
  items: [
    { href: '/organization/users', label: 'Users', icon: 'users' },
    { href: '/organization/groups', label: 'Groups', icon: 'groups' },
    { href: '/organization/apps', label: 'Apps', icon: 'apps' },
    { href: '/organization/keys', label: 'API keys', icon: 'keys' },
    { href: '/organization/audit', label: 'Audit log', icon: 'audit' },
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

const apps: MenuGroup = { label: 'Apps', items: [{ href: '/apps', label: 'Apps', icon: 'tiles' }] }

const places = { admin: [organization, profile], agent: [profile], operator: [support, profile] }

/** The frame of every signed-in page. It decides nothing: each page has its gate. */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const person = await glimpseMember()
  if (!person) return children
  const hasApps = person.role !== 'operator' && (await hasTiles(await requestContext(), person))
  return (
    <AppShell
      productName={productName()}
      organization={person.role === 'operator' ? undefined : person.organizationName}
      person={{ id: person.userId, name: person.name, role: roleWords[person.role] }}
      groups={hasApps ? [apps, ...places[person.role]] : places[person.role]}
      signOut={
        <ButtonForm action={signOutHere}>
          <NavButton>Sign out</NavButton>
        </ButtonForm>
      }
      themeSwitch={<ThemeSwitch action={chooseTheme} current={await currentTheme()} />}
    >
      {children}
    </AppShell>
  )
}
