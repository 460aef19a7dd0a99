import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import type { AppDetails } from '@/lib/queries/apps/find'
import { one, type PagePropsOf } from '@/lib/web/page-props'
import { leadIfSent } from '@/lib/web/question-over'
import { addressOf, appOfPage } from '../app'
import {
  type AboutApp,
  DeleteAppDialog,
  NewSecretDialog,
  SignEveryoneOutDialog,
  SuspendAppDialog,
  titles,
} from '../dialogs'
import { ManageApp } from '../manage-app'

type Question = {
  title: (app: AppDetails) => string
  Dialog: (about: AboutApp) => ReactNode
  arises: (app: AppDetails) => boolean
}

/** What is asked about an app, by the last part of its address. */
const questions = new Map<string, Question>([
  [
    'suspend',
    {
      title: titles.suspend,
      Dialog: SuspendAppDialog,
      arises: ({ suspendedAt }) => suspendedAt === null,
    },
  ],
  ['delete', { title: titles.delete, Dialog: DeleteAppDialog, arises: () => true }],
  ['sign-out', { title: titles['sign-out'], Dialog: SignEveryoneOutDialog, arises: () => true }],
  [
    'new-secret',
    {
      title: titles['new-secret'],
      Dialog: NewSecretDialog,
      arises: ({ kind, client }) => kind === 'oidc' && client === 'confidential',
    },
  ],
])

type Props = PagePropsOf<{ id: string; question: string }>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, question } = await params
  const [app, asked] = [await appOfPage(id), questions.get(question)]
  return { title: asked?.arises(app) ? asked.title(app) : app.name }
}

/** The page of an app with a dialog above it, or without where its question no longer arises. */
export default async function AppQuestionPage({ params, searchParams }: Props) {
  const { id, question } = await params
  const app = await appOfPage(id)
  const { Dialog, arises } = questions.get(question) ?? notFound()
  const cursor = one((await searchParams).people)
  return (
    <ManageApp app={app} cursor={cursor}>
      {arises(app) ? (
        <Dialog app={app} back={addressOf(app, cursor)} />
      ) : (
        await leadIfSent(addressOf(app, undefined))
      )}
    </ManageApp>
  )
}
