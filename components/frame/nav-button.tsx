import { LogOut } from 'lucide'
import type { ReactNode } from 'react'
import { Icon } from '../display/icon'

/** The submit button of a form that stands in the menu (*Sign out*), drawn as a menu item. */
export function NavButton({ children }: { children: ReactNode }) {
  return (
    <button type="submit" className="place w-full">
      <Icon shapes={LogOut} className="size-4.25" />
      {children}
    </button>
  )
}
