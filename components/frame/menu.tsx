'use client'

import {
  AppWindow,
  Building2,
  ChartNoAxesColumn,
  KeyRound,
  LayoutGrid,
  LifeBuoy,
  List,
  Network,
  Settings,
  Shield,
  User,
  Users,
} from 'lucide'
import { Avatar } from '../display/avatar'
import { Icon } from '../display/icon'
import { ButtonForm } from '../forms/button-form'
import type { FormAction } from '../forms/form-request'
import { Brand } from './brand'
import { NavButton } from './nav-button'
import { NavLink } from './nav-link'
import { type Theme, ThemeSwitch } from './theme-switch'

const icons = {
  overview: ChartNoAxesColumn,
  users: Users,
  groups: Network,
  apps: AppWindow,
  tiles: LayoutGrid,
  policy: Shield,
  keys: KeyRound,
  audit: List,
  settings: Settings,
  profile: User,
  recovery: LifeBuoy,
  organizations: Building2,
}

/** `also`: the paths of further pages that belong to this place, and of all below them. */
export type MenuItem = { href: string; label: string; icon: keyof typeof icons; also?: readonly string[] }
/** `label`: none where it would only say the name of its one item again. */
export type MenuGroup = { label?: string; items: readonly MenuItem[] }

export type MenuProps = {
  productName: string
  /** Absent for operators, who belong to none. */
  organization?: string | undefined
  person: { id: string; name: string; role: string }
  /** The last group is the person's own: *Sign out* stands at its end. */
  groups: readonly MenuGroup[]
  signOut: FormAction
  theme: Theme
  chooseTheme: FormAction
}

/**
 * Where one can go, and who one is. Drawn by the browser's code and not by the server's alone, which would send all of it
 * twice: as HTML, and as data.
 */
export function Menu({ productName, organization, person, groups, signOut, theme, chooseTheme }: MenuProps) {
  return (
    <header className="flex items-center justify-between gap-4 border-b border-border px-4 py-2 md:sticky md:top-0 md:h-dvh md:flex-col md:items-stretch md:justify-start md:gap-6 md:overflow-y-auto md:border-r md:border-b-0 md:px-3.5 md:py-5">
      <div className="min-w-0 md:px-1">
        <Brand name={productName} organization={organization} />
      </div>
      <nav aria-label="Main" className="contents">
        <Places groups={groups} />
        <button
          type="button"
          popoverTarget="person-menu"
          aria-label={`Menu of ${person.name}`}
          className="grid size-11 flex-none place-items-center rounded-full md:hidden"
        >
          <Avatar name={person.name} />
        </button>
        {/* On wide screens its parts stand in the sidebar. */}
        <div
          id="person-menu"
          popover="auto"
          className="fixed inset-auto top-[calc(3.75rem+env(safe-area-inset-top))] right-[calc(1rem+env(safe-area-inset-right))] w-60 flex-col gap-3 rounded-md border border-border bg-surface p-3 text-text shadow-card open:flex md:contents"
        >
          <div className="md:-mt-5.5">
            <ButtonForm action={signOut} leadsAway>
              <NavButton>Sign out</NavButton>
            </ButtonForm>
          </div>
          <div className="md:mt-auto md:px-2.5">
            <ThemeSwitch action={chooseTheme} current={theme} />
          </div>
          <div className="-order-1 flex min-w-0 items-center gap-2.5 md:order-none md:-mt-2 md:px-2.5">
            <Avatar name={person.name} />
            <div className="min-w-0 text-sm leading-snug">
              <p className="[overflow-wrap:anywhere]">{person.name}</p>
              <p className="text-muted">{person.role}</p>
            </div>
          </div>
        </div>
      </nav>
    </header>
  )
}

/** On phones a single place is no tab bar: it is left out. */
function Places({ groups }: { groups: readonly MenuGroup[] }) {
  const items = groups.flatMap((group) => group.items)
  return (
    <div className={`tabs gap-5 md:grid ${items.length === 1 ? 'max-md:hidden' : ''}`}>
      {groups.map((group, index) => (
        <div key={group.items[0]?.href}>
          {group.label && (
            <p id={`menu-${index}`} className="px-2.5 pb-1 text-xs text-muted">
              {group.label}
            </p>
          )}
          <ul aria-labelledby={group.label && `menu-${index}`} className="grid gap-0.5">
            {group.items.map(({ href, label, icon, also }) => (
              <li key={href}>
                <NavLink
                  href={href}
                  exact={items.some((other) => other.href.startsWith(`${href}/`))}
                  also={also}
                >
                  <Icon shapes={icons[icon]} className="size-4.25" />
                  <span className="max-w-full md:truncate">{label}</span>
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  )
}
