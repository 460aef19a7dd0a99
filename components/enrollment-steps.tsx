import { Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import { AnchorButton } from './button'
import { QrCode, type QrModules } from './qr-code'
import { SetupKey } from './setup-key'

/** Scan, then confirm. `children` is the form of the second step: an ActionForm with a CodeField. */
export function EnrollmentSteps({
  modules,
  setupKey,
  uri,
  children,
}: {
  modules: QrModules
  /** Base32, without spaces. */
  setupKey: string
  /** The otpauth: address, for phones that have the app themselves. */
  uri: string
  children: ReactNode
}) {
  return (
    <ol className="grid gap-5.5">
      <Step number={1} title="Scan this with your authenticator app">
        <p className="text-sm text-muted">
          Google Authenticator, Microsoft Authenticator, 1Password or any other.
        </p>
        <div className="grid gap-5 pt-1.5 sm:grid-cols-[220px_minmax(0,1fr)]">
          <QrCode modules={modules} />
          <SetupKey value={setupKey}>
            <AnchorButton href={uri} size="small">
              <Smartphone size={14} aria-hidden />
              Open in authenticator app
            </AnchorButton>
          </SetupKey>
        </div>
      </Step>
      <Step number={2} title="Type the six digits it shows">
        <div className="max-w-100">{children}</div>
      </Step>
    </ol>
  )
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[26px_minmax(0,1fr)] gap-x-3">
      <span
        aria-hidden="true"
        className="grid size-6.5 place-items-center rounded-full bg-accent-soft text-sm font-semibold text-link"
      >
        {number}
      </span>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <h2 className="pt-0.5 text-md font-semibold">{title}</h2>
        {children}
      </div>
    </li>
  )
}
