import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { PageTitle } from '@/components/frame/page-title'
import { twoFactorState } from '@/lib/queries/two-factor'
import { findUser } from '@/lib/queries/users/find'
import { requireAdmin } from '@/lib/web/gates'
import type { PagePropsOf } from '@/lib/web/page-props'
import { requestContext } from '@/lib/web/request-context'
import { ContactPhoneForm } from '../../../contact-phone-form'
import { saveContactPhone } from './actions'

type Props = PagePropsOf<{ id: string }>

const userOf = cache(async (id: string) => {
  const admin = await requireAdmin()
  return (await findUser(await requestContext(), admin, id)) ?? notFound()
})

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({
  title: `Contact phone of ${(await userOf((await params).id)).name}`,
})

export default async function ContactPhonePage({ params }: Props) {
  const admin = await requireAdmin()
  const user = await userOf((await params).id)
  const { enabled } = await twoFactorState(await requestContext(), admin)
  const back = user.self ? '/profile' : `/organization/users/${user.id}`
  return (
    <>
      <PageTitle
        title={user.self ? 'Your contact phone' : `Contact phone of ${user.name}`}
        subtitle={
          user.self
            ? 'The server’s support team calls it before they help you back into a locked account. You’ll get an email about the change.'
            : 'The server’s support team calls this number before unlocking their account. They’ll get an email about the change.'
        }
        back={{ href: back, label: user.self ? 'Profile' : user.name }}
      />
      <ContactPhoneForm
        action={saveContactPhone}
        phone={user.contactPhone}
        enabled={enabled}
        account={admin.email}
        userId={user.id}
        back={back}
      />
    </>
  )
}
