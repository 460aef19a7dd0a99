import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import type { ApiKeyRow } from '@/lib/queries/api-keys/list'
import { requireAdmin } from '@/lib/web/gates'
import type { PagePropsOf } from '@/lib/web/page-props'
import { titled } from '@/lib/web/titled'
import { ApiKeys } from '../../api-keys'
import { type AboutKey, EndKeyDialog, TakeOverDialog } from '../../dialogs'
import { keysOfPage } from '../../keys'

type Question = { Dialog: (about: AboutKey) => ReactNode; arises: (key: ApiKeyRow) => boolean }

/** What is asked about a key, by the last part of its address. */
const questions = new Map<string, Question>([
  ['take-over', { Dialog: TakeOverDialog, arises: ({ own }) => !own }],
  ['end', { Dialog: EndKeyDialog, arises: () => true }],
])

export const generateMetadata = titled(requireAdmin, 'API keys')

/** The list of keys with a dialog above it, or without where its question no longer arises: someone may have ended the key. */
export default async function KeyQuestionPage({ params }: PagePropsOf<{ id: string; question: string }>) {
  await requireAdmin()
  const { id, question } = await params
  const { Dialog, arises } = questions.get(question) ?? notFound()
  const key = (await keysOfPage()).find((one) => one.id === id)
  return <ApiKeys>{key && arises(key) && <Dialog apiKey={key} />}</ApiKeys>
}
