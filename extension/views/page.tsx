import type { ReactNode } from 'react'
import { Brand } from '@/components/brand'

/** One page of the popup: the mark, a heading, one task. `server`: whose it is. */
export function Page({
  title,
  intro,
  server,
  children,
}: {
  title: string
  intro?: ReactNode
  server?: { origin: string } | undefined
  children: ReactNode
}) {
  return (
    <main className="grid grid-cols-[minmax(0,1fr)] gap-4 p-5">
      <Brand name="Countersign" organization={server && new URL(server.origin).host} />
      <div className="grid gap-1.5 [overflow-wrap:anywhere]">
        <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
        {intro && <p className="text-muted">{intro}</p>}
      </div>
      {children}
    </main>
  )
}

/** Does something here that looks like a link, for it leads to another page of the popup. */
export function TextButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" onClick={onClick} className="w-fit text-sm text-link hover:underline">
      {children}
    </button>
  )
}

/** Leads to a page of the server, in a tab. */
export function TabLink({
  server,
  path,
  children,
}: {
  server: { origin: string }
  path: string
  children: ReactNode
}) {
  return (
    <a href={`${server.origin}${path}`} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}
