import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { PagePropsOf } from '@/lib/web/page-props'
import { arises } from '../decide'
import { ApproveDialog, RejectDialog } from '../dialogs'
import { evidenceOfPage, titleOf } from '../evidence'
import { RequestPage } from '../request-page'

type Props = PagePropsOf<{ id: string; question: string }>

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({
  title: await titleOf((await params).id),
})

/** The page of a recovery request with a dialog above it, or without where there is nothing left to decide. */
export default async function DecidePage({ params }: Props) {
  const { id, question } = await params
  const evidence = await evidenceOfPage(id)
  if (question !== 'approve' && question !== 'reject') notFound()
  const Dialog = question === 'approve' ? ApproveDialog : RejectDialog
  return (
    <RequestPage evidence={evidence}>
      {arises[question](evidence) && <Dialog evidence={evidence} />}
    </RequestPage>
  )
}
