import type { ReactNode } from 'react'
import { FocusedWords } from '../display/focused-words'
import { Logo } from '../display/logo'
import { Brand } from './brand'

/** A whole signed-out page: one centred card that is the page's `main` and holds its `h1`. */
export function SignedOutCard({
  productName,
  title,
  intro,
  wide = false,
  logo,
  children,
}: {
  productName: string
  title: string
  intro?: ReactNode
  /** For cards with a QR code: 640 px instead of 400. */
  wide?: boolean
  /** Of the organization that is signed in to, if it has one. */
  logo?: { src: string; name: string } | undefined
  children: ReactNode
}) {
  return (
    <main className="grid min-h-dvh items-start justify-items-center p-4 pt-[8vh] pb-[max(1rem,env(safe-area-inset-bottom))] md:place-items-center md:p-6">
      <div
        className={`grid w-full grid-cols-[minmax(0,1fr)] gap-4 rounded-lg border border-border bg-surface p-5.5 shadow-card md:p-8 ${wide ? 'max-w-160' : 'max-w-100'}`}
      >
        {logo && <Logo {...logo} />}
        <Brand name={productName} />
        <div className="grid gap-1.5 [overflow-wrap:anywhere]">
          <h1 className="text-xl font-semibold tracking-tight">
            <FocusedWords still>{title}</FocusedWords>
          </h1>
          {intro && <p className="text-muted">{intro}</p>}
        </div>
        {children}
      </div>
    </main>
  )
}
