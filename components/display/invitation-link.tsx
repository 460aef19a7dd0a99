import { CopyField } from './copy-field'
import { Notice } from './notice'

/** The link to hand over, while it may be shown; null: it is shown no more. */
export function InvitationLink({ link, onlyHere }: { link: string | null; onlyHere: boolean }) {
  if (!link) {
    return (
      <p className="text-sm text-muted">The link is no longer shown. A new one makes the old one invalid.</p>
    )
  }
  return (
    <>
      <CopyField label="Invitation link" value={link} hint="Visible for 10 minutes. Share it privately." />
      {onlyHere && (
        <Notice tone="warning">
          This link works on this computer only. Set APP_URL to the address that others use.
        </Notice>
      )}
    </>
  )
}
