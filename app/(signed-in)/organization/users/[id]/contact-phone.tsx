import { Section } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'

/** Where operators call an admin back. `own`: that admin reads it. */
export function ContactPhone({
  userId,
  phone,
  own = false,
}: {
  userId: string
  phone: string | null
  own?: boolean
}) {
  const whom = own ? 'you' : 'this admin'
  return (
    <Section
      title="Contact phone"
      description={phone ?? `None. Without one, the server’s support team can’t call ${whom} back.`}
      aside={
        <LinkButton href={`/organization/users/${userId}/contact-phone`}>
          {phone === null ? 'Add contact phone' : 'Change contact phone'}
        </LinkButton>
      }
    />
  )
}
