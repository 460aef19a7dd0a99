import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { PagePropsOf } from '@/lib/web/page-props'
import { leadIfSent } from '@/lib/web/question-over'
import { arises } from '../decide'
import { ApproveDialog, RejectDialog, titles } from '../dialogs'
import { evidenceOfPage, titleOf } from '../evidence'
import { RequestPage } from '../request-page'

type Props = PagePropsOf<{ id: string; question: string }>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, question } = await params
  const evidence = await evidenceOfPage(id)
  return {
    title:
      isQuestion(question) && arises[question](evidence) ? titles[question](evidence) : await titleOf(id),
  }
}

const isQuestion = (text: string) => text === 'approve' || text === 'reject'

/** The page of a recovery request with a dialog above it, or without where there is nothing left to decide. */
export default async function DecidePage({ params }: Props) {
  const { id, question } = await params
  const evidence = await evidenceOfPage(id)
  if (!isQuestion(question)) notFound()
  const Dialog = question === 'approve' ? ApproveDialog : RejectDialog
  return (
    <RequestPage evidence={evidence}>
      {arises[question](evidence) ? (
        <Dialog evidence={evidence} />
      ) : (
        await leadIfSent(`/operator/recovery/${id}`)
      )}
    </RequestPage>
  )
}
