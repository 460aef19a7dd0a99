import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import type { ApiKeyRow } from '@/lib/queries/api-keys/list'
import { requireAdmin } from '@/lib/web/gates'
import type { PagePropsOf } from '@/lib/web/page-props'
import { leadIfSent } from '@/lib/web/question-over'
import { ApiKeys } from '../../api-keys'
import { type AboutKey, EndKeyDialog, TakeOverDialog, titles } from '../../dialogs'
import { keysOfPage } from '../../keys'

type Question = {
  title: (key: ApiKeyRow) => string
  Dialog: (about: AboutKey) => ReactNode
  arises: (key: ApiKeyRow) => boolean
}

/** What is asked about a key, by the last part of its address. */
const questions = new Map<string, Question>([
  ['take-over', { title: titles['take-over'], Dialog: TakeOverDialog, arises: ({ own }) => !own }],
  ['end', { title: titles.end, Dialog: EndKeyDialog, arises: () => true }],
])

type Props = PagePropsOf<{ id: string; question: string }>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, question } = await params
  const [key, asked] = [await keyOfPage(id), questions.get(question)]
  return { title: key && asked?.arises(key) ? asked.title(key) : 'API keys' }
}

async function keyOfPage(id: string): Promise<ApiKeyRow | undefined> {
  await requireAdmin()
  return (await keysOfPage()).find((key) => key.id === id)
}

/** The list of keys with a dialog above it, or without where its question no longer arises: someone may have ended the key. */
export default async function KeyQuestionPage({ params }: Props) {
  const { id, question } = await params
  const key = await keyOfPage(id)
  const { Dialog, arises } = questions.get(question) ?? notFound()
  return (
    <ApiKeys>{key && arises(key) ? <Dialog apiKey={key} /> : await leadIfSent('/organization/keys')}</ApiKeys>
  )
}
