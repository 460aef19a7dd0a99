import { LogOut } from 'lucide-react'
import type { ReactNode } from 'react'

/** The submit button of a form that stands in the menu (*Sign out*), drawn as a menu item. */
export function NavButton({ children }: { children: ReactNode }) {
  return (
    <button
      type="submit"
      className="flex min-h-8.75 w-full items-center gap-2.5 rounded-sm px-2.5 text-muted hover:bg-neutral-soft hover:text-text pointer-coarse:min-h-11"
    >
      <LogOut size={17} strokeWidth={1.75} aria-hidden />
      {children}
    </button>
  )
}
