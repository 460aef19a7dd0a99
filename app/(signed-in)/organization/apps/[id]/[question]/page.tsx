import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import type { AppDetails } from '@/lib/queries/apps/find'
import { one, type PagePropsOf } from '@/lib/web/page-props'
import { addressOf, appOfPage } from '../app'
import {
  type AboutApp,
  DeleteAppDialog,
  NewSecretDialog,
  SignEveryoneOutDialog,
  SuspendAppDialog,
} from '../dialogs'
import { ManageApp } from '../manage-app'

type Question = { Dialog: (about: AboutApp) => ReactNode; arises?: (app: AppDetails) => boolean }

/** What is asked about an app, by the last part of its address. */
const questions = new Map<string, Question>([
  ['suspend', { Dialog: SuspendAppDialog, arises: ({ suspendedAt }) => suspendedAt === null }],
  ['delete', { Dialog: DeleteAppDialog }],
  ['sign-out', { Dialog: SignEveryoneOutDialog }],
  [
    'new-secret',
    {
      Dialog: NewSecretDialog,
      arises: ({ kind, client }) => kind === 'oidc' && client === 'confidential',
    },
  ],
])

type Props = PagePropsOf<{ id: string; question: string }>

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({
  title: (await appOfPage((await params).id)).name,
})

/** The page of an app with a dialog above it, or without where its question no longer arises. */
export default async function AppQuestionPage({ params, searchParams }: Props) {
  const { id, question } = await params
  const app = await appOfPage(id)
  const { Dialog, arises } = questions.get(question) ?? notFound()
  const cursor = one((await searchParams).people)
  return (
    <ManageApp app={app} cursor={cursor}>
      {(!arises || arises(app)) && <Dialog app={app} back={addressOf(app, cursor)} />}
    </ManageApp>
  )
}
