import { Section } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'

/** Where operators call an admin back. */
export function ContactPhone({ userId, phone }: { userId: string; phone: string | null }) {
  return (
    <Section
      title="Contact phone"
      description={phone ?? 'None. Without one, the server’s support team can’t call this admin back.'}
      aside={
        <LinkButton href={`/organization/users/${userId}/contact-phone`}>
          {phone === null ? 'Add contact phone' : 'Change contact phone'}
        </LinkButton>
      }
    />
  )
}
