import { AnchorButton } from '../display/button'
import { SignedOutCard } from './signed-out-card'

/**
 * A page that leads on by itself, and not a redirect: a form that led here may only lead to pages of ours, in all the steps
 * that follow it (Content-Security-Policy `form-action`), and the app is none.
 */
export function Onward({
  to,
  appName,
  ...card
}: {
  productName: string
  title: string
  to: string
  appName: string
}) {
  return (
    <SignedOutCard {...card} intro="One moment…">
      <meta httpEquiv="refresh" content={`0; url=${to}`} />
      <AnchorButton href={to} full>
        {`Continue to ${appName}`}
      </AnchorButton>
    </SignedOutCard>
  )
}
