import { Monitor, Puzzle, Server, Smartphone } from 'lucide'
import { Badge } from '@/components/display/badge'
import { Section } from '@/components/display/card'
import { Icon } from '@/components/display/icon'
import { type Clock, RelativeTime } from '@/components/display/relative-time'
import { ActionForm } from '@/components/forms/action-form'
import { PageButton } from '@/components/forms/page-button'
import { SubmitButton } from '@/components/forms/submit-button'
import { isHandheld } from '@/lib/client'
import { sessionKindWords } from '@/lib/messages/sessions'
import type { SessionEntry } from '@/lib/records/sessions/live'
import { endSession } from './actions'

const icons = { web: Monitor, extension: Puzzle, mobile: Smartphone, server: Server }

const iconOf = ({ kind, client }: SessionEntry) =>
  kind === 'web' && isHandheld(client) ? Smartphone : icons[kind]

/** Where the person is signed in, with a way to end each. */
export function Sessions({ sessions, clock }: { sessions: SessionEntry[]; clock: Clock }) {
  const others = sessions.filter((session) => !session.current).length
  return (
    <Section
      title="Sessions"
      description="Where you are signed in."
      aside={
        others > 0 && (
          <PageButton href="/profile/sign-out-elsewhere" size="small">
            Sign out everywhere else
          </PageButton>
        )
      }
    >
      <ul className="divide-y divide-border">
        {sessions.map((session) => (
          <li key={session.id} className="flex items-center gap-3 py-3">
            <Icon shapes={iconOf(session)} className="size-4.5 text-muted" />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-2">
                {session.client}
                {session.current && <Badge tone="success">This device</Badge>}
              </p>
              <p className="text-sm text-muted [overflow-wrap:anywhere]">
                {sessionKindWords[session.kind]} · {session.address || 'Unknown address'} · signed in{' '}
                <RelativeTime at={session.createdAt} clock={clock} />
              </p>
            </div>
            <div className="flex flex-none flex-col items-end gap-x-4 gap-y-1.5 text-sm text-muted sm:flex-row sm:items-center">
              <RelativeTime at={session.lastSeenAt} clock={clock} />
              {!session.current && (
                <ActionForm action={endSession} label={`Sign out ${session.client}`}>
                  <input type="hidden" name="sessionId" value={session.id} />
                  <SubmitButton variant="secondary" size="small">
                    Sign out
                  </SubmitButton>
                </ActionForm>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
