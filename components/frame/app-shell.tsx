import {
  AppWindow,
  Building2,
  ChartNoAxesColumn,
  KeyRound,
  LayoutGrid,
  LifeBuoy,
  List,
  Network,
  Shield,
  User,
  Users,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { Avatar } from '../display/avatar'
import { Brand } from './brand'
import { NavLink } from './nav-link'

const icons = {
  overview: ChartNoAxesColumn,
  users: Users,
  groups: Network,
  apps: AppWindow,
  tiles: LayoutGrid,
  policy: Shield,
  keys: KeyRound,
  audit: List,
  profile: User,
  recovery: LifeBuoy,
  organizations: Building2,
}

export type MenuItem = { href: string; label: string; icon: keyof typeof icons }
export type MenuGroup = { label: string; items: readonly MenuItem[] }

type ShellProps = {
  productName: string
  /** Absent for operators, who belong to none. */
  organization?: string | undefined
  person: { id: string; name: string; role: string }
  /** The last group is the person's own: *Sign out* stands at its end. */
  groups: readonly MenuGroup[]
  /** A form with a NavButton. */
  signOut: ReactNode
  themeSwitch?: ReactNode
}

/**
 * Every signed-in page: a sidebar from 768 px up, below that a bar on top with the person's menu and the places as
 * tabs at the bottom. Holds the page's `main` and, first in the tab order, the link that skips to it.
 */
export function AppShell({ children, ...shell }: ShellProps & { children: ReactNode }) {
  return (
    <div data-person={shell.person.id} className="min-h-dvh md:grid md:grid-cols-[228px_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only focus-visible:not-sr-only focus-visible:fixed focus-visible:top-3 focus-visible:left-3 focus-visible:z-50 focus-visible:rounded-sm focus-visible:bg-surface focus-visible:px-3 focus-visible:py-2 focus-visible:font-medium"
      >
        Skip to content
      </a>
      <Sidebar {...shell} />
      <TopBar {...shell} />
      <main
        id="main"
        tabIndex={-1}
        className="grid w-full max-w-270 grid-cols-[minmax(0,1fr)] content-start gap-6 px-4 pt-5 pb-[calc(7rem+env(safe-area-inset-bottom))] outline-none md:px-10 md:pt-8 md:pb-16"
      >
        {children}
      </main>
      <Tabs groups={shell.groups} />
    </div>
  )
}

function Sidebar({ productName, organization, person, groups, signOut, themeSwitch }: ShellProps) {
  return (
    <header className="hidden border-r border-border px-3.5 py-5 md:sticky md:top-0 md:flex md:h-dvh md:flex-col md:gap-6 md:overflow-y-auto">
      <div className="px-1">
        <Brand name={productName} organization={organization} />
      </div>
      <nav aria-label="Main" className="grid gap-5">
        {groups.map((group, index) => (
          <div key={group.label}>
            <p id={`menu-${index}`} className="px-2.5 pb-1 text-xs text-muted">
              {group.label}
            </p>
            <ul aria-labelledby={`menu-${index}`} className="grid gap-0.5">
              {group.items.map((item) => (
                <li key={item.href}>
                  <Item item={item} groups={groups} look="side" />
                </li>
              ))}
              {index === groups.length - 1 && <li>{signOut}</li>}
            </ul>
          </div>
        ))}
      </nav>
      <div className="mt-auto grid gap-4 px-2.5">
        {themeSwitch}
        <PersonLine person={person} />
      </div>
    </header>
  )
}

function TopBar({ productName, organization, person, signOut, themeSwitch }: ShellProps) {
  return (
    <header className="flex items-center justify-between gap-4 border-b border-border px-4 py-2 md:hidden">
      <Brand name={productName} organization={organization} />
      <button
        type="button"
        popoverTarget="person-menu"
        aria-label={`Menu of ${person.name}`}
        className="grid size-11 flex-none place-items-center rounded-full"
      >
        <Avatar name={person.name} />
      </button>
      <div
        id="person-menu"
        popover="auto"
        className="fixed inset-auto top-[calc(3.75rem+env(safe-area-inset-top))] right-[calc(1rem+env(safe-area-inset-right))] w-60 rounded-md border border-border bg-surface p-3 text-text shadow-card"
      >
        <div className="grid gap-3">
          <PersonLine person={person} />
          {themeSwitch}
          {signOut}
        </div>
      </div>
    </header>
  )
}

function Tabs({ groups }: { groups: readonly MenuGroup[] }) {
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-20 border-t border-border bg-surface pt-1.5 pr-[max(.5rem,env(safe-area-inset-right))] pb-[max(.5rem,env(safe-area-inset-bottom))] pl-[max(.5rem,env(safe-area-inset-left))] md:hidden"
    >
      <ul className="flex">
        {groups
          .flatMap((group) => group.items)
          .map((item) => (
            <li key={item.href} className="min-w-0 flex-1">
              <Item item={item} groups={groups} look="tab" />
            </li>
          ))}
      </ul>
    </nav>
  )
}

function Item({
  item,
  groups,
  look,
}: {
  item: MenuItem
  groups: readonly MenuGroup[]
  look: 'side' | 'tab'
}) {
  const Icon = icons[item.icon]
  const exact = groups.some((group) => group.items.some((other) => other.href.startsWith(`${item.href}/`)))
  return (
    <NavLink href={item.href} exact={exact} look={look}>
      <Icon size={look === 'tab' ? 20 : 17} strokeWidth={1.75} aria-hidden />
      <span className="max-w-full truncate">{item.label}</span>
    </NavLink>
  )
}

function PersonLine({ person }: { person: ShellProps['person'] }) {
  return (
    <div className="flex min-w-0 items-center gap-2.5">
      <Avatar name={person.name} />
      <div className="min-w-0 text-sm leading-snug">
        <p className="truncate">{person.name}</p>
        <p className="truncate text-muted">{person.role}</p>
      </div>
    </div>
  )
}
