import Link from 'next/link'
import type { ReactNode } from 'react'
import { Card, Section } from '@/components/display/card'
import type { Checklist } from '@/lib/queries/overview/checklist'

type Step = { title: string; done: boolean; todo: ReactNode }

/**
 * What to do first, each with the way to it and a tick once it is so. Nothing once all of it is. `sendsMail`: the server has
 * a mail server. `inFile`: its database is a file, which our own command copies.
 */
export function ChecklistCard({
  steps,
  sendsMail,
  inFile,
}: {
  steps: Checklist
  sendsMail: boolean
  inFile: boolean
}) {
  const list: Step[] = [
    {
      ...{ title: 'Protect your own account', done: steps.ownAccount },
      todo: <Way href="/profile/two-factor?next=/organization">Set up two-factor authentication</Way>,
    },
    {
      ...{ title: 'Add a second admin', done: steps.secondAdmin },
      todo: <Way href="/organization/users/new?role=admin">Add an admin; it’s done once they join</Way>,
    },
    {
      ...{ title: 'Add people', done: steps.people },
      todo: <Way href="/organization/users/add-several">Add one by one, or many from a list</Way>,
    },
    {
      ...{ title: 'Decide who must have two-factor authentication', done: steps.rule },
      todo: <Way href="/organization/policy">Choose and save a policy</Way>,
    },
    {
      ...{ title: 'Let the server send email', done: sendsMail },
      todo: <Command before="On the server, set" command="SMTP_URL" />,
    },
    {
      ...{ title: 'Add an operator, who helps locked-out admins', done: steps.operator },
      todo: <Command before="On the server, run" command="npm run countersign -- operator add EMAIL" />,
    },
    ...(inFile
      ? [
          {
            ...{ title: 'Make a backup', done: steps.backup },
            todo: <Command before="On the server, run" command="npm run countersign -- backup FILE" />,
          },
        ]
      : []),
  ]
  const done = list.filter((step) => step.done).length
  if (done === list.length) return null
  return (
    <Card>
      <Section title="First steps" description={`${done} of ${list.length} done`}>
        <ol className="grid gap-3">
          {list.map((step) => (
            <li key={step.title} className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-2">
              <Tick done={step.done} />
              <div>
                <p className={step.done ? 'text-muted' : 'font-medium'}>{step.title}</p>
                {!step.done && <p className="text-sm text-muted">{step.todo}</p>}
              </div>
            </li>
          ))}
        </ol>
      </Section>
    </Card>
  )
}

function Tick({ done }: { done: boolean }) {
  return (
    <span className={done ? 'text-success' : 'text-muted'}>
      <span aria-hidden="true">{done ? '✓' : '○'}</span>
      <span className="sr-only">{done ? 'Done:' : 'To do:'}</span>
    </span>
  )
}

function Way({ href, children }: { href: string; children: string }) {
  return (
    <Link prefetch={false} href={href} className="inline-flex items-center pointer-coarse:min-h-11">
      {children}
    </Link>
  )
}

function Command({ before, command }: { before: string; command: string }) {
  return (
    <>
      <span>{before}</span>{' '}
      <code translate="no" className="font-mono text-text [overflow-wrap:anywhere]">
        {command}
      </code>
    </>
  )
}
