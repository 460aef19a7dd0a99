import { PageDialog } from '@/components/forms/page-dialog'
import type { ApiKeyRow } from '@/lib/queries/api-keys/list'
import { endKey, takeOverKey } from './actions'

export type AboutKey = { apiKey: ApiKeyRow }

const back = '/organization/keys'

/** What is asked: of the dialog, and of its page. */
export const titles = {
  'take-over': ({ name }: ApiKeyRow) => `Take over ${name}?`,
  end: ({ name }: ApiKeyRow) => `End ${name}?`,
}

export function TakeOverDialog({ apiKey }: AboutKey) {
  return (
    <PageDialog
      back={back}
      id="take-over"
      action={takeOverKey}
      title={titles['take-over'](apiKey)}
      confirm="Take over"
    >
      <input type="hidden" name="keyId" value={apiKey.id} />
      <p className="text-muted">
        It then depends on your account instead of {apiKey.maker}’s. Programs that use it keep working.
      </p>
    </PageDialog>
  )
}

export function EndKeyDialog({ apiKey }: AboutKey) {
  return (
    <PageDialog
      back={back}
      id="end-key"
      action={endKey}
      title={titles.end(apiKey)}
      confirm="End key"
      destructive
    >
      <input type="hidden" name="keyId" value={apiKey.id} />
      <p className="text-muted">Programs that use it are refused from now on. This can’t be undone.</p>
    </PageDialog>
  )
}
