import { Button } from '@/components/display/button'
import { ButtonRow } from '@/components/display/card'
import type { Problem } from '../../client/client'
import type { Server } from '../kept'
import { Page, TextButton } from './page'
import type { Go } from './popup'

/** The server cannot be asked. Nothing is lost: it is asked again by itself. */
export function TroubleView({
  server,
  problem,
  again,
  go,
}: {
  server: Server
  problem: Problem<string>
  again: () => void
  go: Go
}) {
  const { title, text } = wordsFor(problem, new URL(server.origin).host)
  return (
    <Page title={title} intro={text} server={server}>
      <ButtonRow>
        <Button variant="primary" onClick={again}>
          Try again
        </Button>
      </ButtonRow>
      <TextButton onClick={() => go({ name: 'server', address: server.origin })}>
        Use another server
      </TextButton>
    </Page>
  )
}

function wordsFor({ code, detail }: Problem<string>, host: string): { title: string; text: string } {
  if (code === 'unreachable' && !navigator.onLine)
    return { title: 'You’re offline', text: 'Connect to the network. You stay signed in.' }
  if (code === 'unreachable')
    return {
      title: 'The server isn’t answering',
      text: `We can’t reach ${host} right now. You stay signed in, and we’ll keep trying.`,
    }
  if (code === 'not-countersign')
    return {
      title: 'This isn’t your server',
      text: `${host} isn’t answering as Countersign. You may have to sign in to the network first: open it in a tab.`,
    }
  return { title: 'That didn’t work', text: detail }
}
