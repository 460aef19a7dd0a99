import type { ReactNode } from 'react'
import { AppShell, type MenuGroup } from '@/components/app-shell'
import { NavButton } from '@/components/nav-button'
import { ThemeSwitch } from '@/components/theme-switch'
import { glimpsePerson } from '@/lib/web/gates'
import { productName } from '@/lib/web/product'
import { currentTheme } from '@/lib/web/theme'
import { chooseTheme, signOutHere } from './actions'

const organization: MenuGroup = {
  label: 'Organization',
  items: [
    { href: '/organization/users', label: 'Users', icon: 'users' },
    { href: '/organization/audit', label: 'Audit log', icon: 'audit' },
  ],
}
const profile: MenuGroup = {
  label: 'Profile',
  items: [{ href: '/profile', label: 'View profile', icon: 'profile' }],
}

/** The frame of every signed-in page. It decides nothing: each page has its gate. */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const person = await glimpsePerson()
  if (!person) return children
  const admin = person.role === 'admin'
  return (
    <AppShell
      productName={productName()}
      organization={person.organizationName}
      person={{ name: person.name, role: admin ? 'Admin' : 'Agent' }}
      groups={admin ? [organization, profile] : [profile]}
      signOut={
        <form action={signOutHere}>
          <NavButton>Sign out</NavButton>
        </form>
      }
      themeSwitch={<ThemeSwitch action={chooseTheme} current={await currentTheme()} />}
    >
      {children}
    </AppShell>
  )
}
