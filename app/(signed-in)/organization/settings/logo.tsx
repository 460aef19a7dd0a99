import { ButtonRow, Section } from '@/components/display/card'
import { Logo } from '@/components/display/logo'
import { ActionForm } from '@/components/forms/action-form'
import { TextField } from '@/components/forms/field'
import { NotSaved } from '@/components/forms/not-saved'
import { SubmitButton } from '@/components/forms/submit-button'
import { logoOf } from '@/lib/web/logo'
import { dropLogo, saveLogo } from './actions'

/** The picture that people see when they sign in. */
export function LogoSection({ name, logoDigest }: { name: string; logoDigest: string | null }) {
  const logo = logoOf({ logoDigest, organizationName: name })
  return (
    <Section
      title="Logo"
      description="People see it when they sign in. If this server has several organizations, they see it after entering their password."
    >
      {logo && <Logo {...logo} />}
      <ActionForm action={saveLogo} label="Logo">
        <TextField
          name="logo"
          label="Picture"
          type="file"
          accept="image/png,image/svg+xml"
          hint="PNG or SVG, at most 256 kB. It’s shown up to 240 pixels wide."
          required
        />
        <ButtonRow>
          <SubmitButton variant="secondary">Save logo</SubmitButton>
          <NotSaved />
        </ButtonRow>
      </ActionForm>
      {logo && (
        <ButtonRow>
          <ActionForm action={dropLogo}>
            <SubmitButton variant="secondary">Remove logo</SubmitButton>
          </ActionForm>
        </ButtonRow>
      )}
    </Section>
  )
}
