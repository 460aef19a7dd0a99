import { Section } from '@/components/display/card'
import { type Clock, RelativeTime } from '@/components/display/relative-time'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import type { ShownProblem } from '@/lib/queries/apps/problems'
import { addAskedAddress } from './actions'

/** What went wrong between the app and this server, the latest first, and what mends it. */
export function Problems({
  appId,
  problems,
  clock,
}: {
  appId: string
  problems: ShownProblem[]
  clock: Clock
}) {
  return (
    <Section title="Problems" description="Up to 20, the latest first.">
      <ol className="grid divide-y divide-border">
        {problems.map(({ id, said, at, times, asked }) => (
          <li
            key={id}
            className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 py-3 first:pt-0 last:pb-0"
          >
            <div className="min-w-0 flex-1 basis-80">
              <p className="[overflow-wrap:anywhere]">{said}</p>
              <p className="text-sm text-muted">
                <RelativeTime at={at} clock={clock} />
                {times > 1 && <span>{` · ${times} times`}</span>}
              </p>
            </div>
            {asked && (
              <ActionForm action={addAskedAddress} label={`Use ${asked}`}>
                <input type="hidden" name="appId" value={appId} />
                <input type="hidden" name="problemId" value={id} />
                <SubmitButton variant="secondary" size="small">
                  Use this address
                </SubmitButton>
              </ActionForm>
            )}
          </li>
        ))}
      </ol>
    </Section>
  )
}
