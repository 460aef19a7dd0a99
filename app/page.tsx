import { redirect } from 'next/navigation'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { isInUse, isSetUp } from '@/lib/queries/setup'
import { glimpseMember } from '@/lib/web/gates'
import { homeOf } from '@/lib/web/home'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'

/** Leads everyone to where they begin. */
export default async function Home() {
  const member = await glimpseMember()
  if (member) redirect(await homeOf(member))
  const ctx = await requestContext()
  if (await isSetUp(ctx)) redirect('/sign-in')
  return (
    <SignedOutCard productName={productName()} title="Almost there">
      <p className="text-muted">
        This server has no organization yet. To set one up, open the link on the server’s console, below “Open
        this link to set up your organization”.
      </p>
      {(await isInUse(ctx)) && (
        <p className="text-sm">
          Are you an operator? <a href="/sign-in">Sign in</a>
        </p>
      )}
    </SignedOutCard>
  )
}
