import { Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import { AnchorButton } from '../display/button'
import { CopyButton } from '../display/copy-button'
import { FocusedWords } from '../display/focused-words'
import { QrCode, type QrModules } from './qr-code'
import { SetupKey } from './setup-key'

/**
 * Scan, then confirm. On a touch screen, which no one can scan with itself, the app is opened with the setup key first, and the
 * QR code comes last.
 * `children` is the form of the second step: an ActionForm with a CodeField. `compact`: in the popup of an extension, which
 * is 600 pixels high at most and does not scroll where people would look for the code field.
 */
export function EnrollmentSteps({
  modules,
  setupKey,
  uri,
  compact = false,
  children,
}: {
  modules: QrModules
  /** Base32, without spaces. */
  setupKey: string
  /** The otpauth: address, for phones that have the app themselves. */
  uri: string
  compact?: boolean
  children: ReactNode
}) {
  return (
    <ol className={compact ? 'grid gap-3.5' : 'grid gap-5.5'}>
      <Step number={1} title={<FirstStep />}>
        {!compact && (
          <p className="text-sm text-muted">
            Google Authenticator, Microsoft Authenticator, 1Password or any other.
          </p>
        )}
        <div className="hidden max-w-100 gap-2.5 py-1.5 touch:grid">
          <AnchorButton href={uri} variant="primary" full>
            <Smartphone size={16} aria-hidden />
            Open in authenticator app
          </AnchorButton>
          <CopyButton text={setupKey} label="Copy setup key" size="normal" full />
          <p className="text-sm text-muted">
            If no app opens, copy the setup key and add it there by hand. Then come back here.
          </p>
        </div>
      </Step>
      {/* On the phone that has the app it comes last: no one scans a phone with itself. */}
      <li className={`grid gap-2 pl-9.5 touch:order-last touch:mt-0 ${compact ? '-mt-1.5' : '-mt-3.5'}`}>
        <h2 className="hidden text-md font-semibold touch:block">On another device?</h2>
        <p className="hidden text-sm text-muted touch:block">Scan this with the phone that has the app.</p>
        <div
          className={
            compact
              ? 'grid grid-cols-[11.5rem_minmax(0,1fr)] gap-3'
              : 'grid gap-5 pt-1.5 sm:grid-cols-[220px_minmax(0,1fr)]'
          }
        >
          <QrCode modules={modules} />
          <SetupKey value={setupKey} />
        </div>
      </li>
      <Step number={2} title="Enter the 6 digits it shows">
        <div className="max-w-100">{children}</div>
      </Step>
    </ol>
  )
}

function FirstStep() {
  return (
    <FocusedWords>
      <span className="touch:hidden">Scan this with your authenticator app</span>
      <span className="hidden touch:inline">Add this account to your authenticator app</span>
    </FocusedWords>
  )
}

function Step({ number, title, children }: { number: number; title: ReactNode; children: ReactNode }) {
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
