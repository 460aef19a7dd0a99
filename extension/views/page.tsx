import type { MouseEvent, ReactNode } from 'react'
import { Brand } from '@/components/frame/brand'
import type { Server } from '../kept'
import { openSignedIn } from '../server'

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

/** Leads to a page of the server, in a tab. `signedIn`: without being asked for the password and a code again. */
export function TabLink({
  server,
  path,
  signedIn = false,
  children,
}: {
  server: Server
  path: string
  signedIn?: boolean
  children: ReactNode
}) {
  const onClick = signedIn ? signedInThere(server, path) : undefined
  return (
    <a href={`${server.origin}${path}`} target="_blank" rel="noreferrer" onClick={onClick}>
      {children}
    </a>
  )
}

/** What a click on a link to a page of the server does for someone who is signed in here. */
export const signedInThere = (server: Server, path: string) => (click: MouseEvent) => {
  click.preventDefault()
  void openSignedIn(server, path)
}
