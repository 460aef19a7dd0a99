import { ButtonRow } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'

/** Why there is nothing to add to, and where that is mended. Without a redirect: a browser would post the form again to there. */
export function Instead({ text, href, lead }: { text: string; href: string; lead: string }) {
  return (
    <div className="grid gap-4">
      <p>{text}</p>
      <ButtonRow>
        <LinkButton href={href}>{lead}</LinkButton>
      </ButtonRow>
    </div>
  )
}
