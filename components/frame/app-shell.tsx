import type { ReactNode } from 'react'
import { Menu, type MenuProps } from './menu'

/**
 * Every signed-in page: a sidebar from 768 px up, below that a bar on top with the person's menu and the places as
 * tabs at the bottom. Both are the same elements, drawn once. Holds the page's `main` and, first in the tab order, the
 * link that skips to it.
 */
export function AppShell({ children, ...menu }: MenuProps & { children: ReactNode }) {
  return (
    <div data-person={menu.person.id} className="min-h-dvh md:grid md:grid-cols-[228px_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only focus-visible:not-sr-only focus-visible:fixed focus-visible:top-3 focus-visible:left-3 focus-visible:z-50 focus-visible:rounded-sm focus-visible:bg-surface focus-visible:px-3 focus-visible:py-2 focus-visible:font-medium"
      >
        Skip to content
      </a>
      <Menu {...menu} />
      <main
        id="main"
        tabIndex={-1}
        className="grid w-full max-w-270 grid-cols-[minmax(0,1fr)] content-start gap-6 px-4 pt-5 pb-[calc(7rem+env(safe-area-inset-bottom))] outline-none md:px-10 md:pt-8 md:pb-16"
      >
        {children}
      </main>
    </div>
  )
}
