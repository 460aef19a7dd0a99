import { cache } from 'react'
import type { FormAction } from '@/components/forms/form-request'
import { PageDialog } from '@/components/forms/page-dialog'
import { leavingInWords } from '@/lib/messages/four-eyes'
import { type Leaving, previewLeaving } from '@/lib/queries/groups/leaving'
import { requireAdmin } from '@/lib/web/gates'
import { requestContext } from '@/lib/web/request-context'

/** What there is to ask before someone leaves a group: null where no rule ends for them. */
export const leavingOfPage = cache(async (groupId: string, userId: string) => {
  const admin = await requireAdmin()
  return previewLeaving(await requestContext(), admin, { groupId, userId })
})

export const titleOf = ({ person, group }: Leaving) => `Remove ${person} from ${group}?`

/** Asks whether someone is to leave a group that a rule goes by, and says who else has to agree. `back`: its page. */
export function LeavingDialog({
  leaving,
  groupId,
  userId,
  action,
  back,
}: {
  leaving: Leaving
  groupId: string
  userId: string
  action: FormAction
  back: string
}) {
  return (
    <PageDialog
      back={back}
      id="leave-group"
      action={action}
      title={titleOf(leaving)}
      confirm="Remove"
      destructive
    >
      <input type="hidden" name="groupId" value={groupId} />
      <input type="hidden" name="userId" value={userId} />
      <p className="text-muted">{leavingInWords(leaving.ends)}</p>
      {leaving.second && (
        <p className="text-muted">
          A second admin has to agree first. The others with two-factor authentication get an email and have
          24 hours.
        </p>
      )}
    </PageDialog>
  )
}
