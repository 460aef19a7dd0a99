import { expect, test } from 'vitest'
import { citedInVain, documents, readable } from './support/source/documents'
import { folders, sources } from './support/source/files'
import { importsOf } from './support/source/imports'
import { offencesIn, rules, told } from './support/source/layers'
import { actsOf, provenNothing, unproven } from './support/source/signatures'

test('every file keeps to the layers of docs/architecture.md', () => {
  // This file and its rules hold the offences they look for.
  const files = sources().filter(({ path }) => path !== 'tests/architecture.test.ts')
  for (const folder of folders) expect(files.some(({ path }) => path.startsWith(`${folder}/`))).toBe(true)
  expect(offencesIn(files).map(told)).toEqual([])
})

/** For each rule the words its sentence is known by, and files that break it. */
const broken: [words: string, ...offenders: [path: string, text: string][]][] = [
  [
    'A rule never sees a request',
    ['lib/acts/sign-in/code.ts', "import { cookies } from 'next/headers'"],
    ['lib/acts/sign-in/code.ts', "import { cache } from 'react'"],
    ['lib/result.ts', "const { redirect } = require('next/navigation')"],
    ['lib/cli/main.ts', "import { headers } from 'next/headers'"],
  ],
  ['The server knows the socket', ['server/main.ts', "import { cache } from 'react'"]],
  ['stands on openapi-fetch and nothing else', ['client/client.ts', "import { z } from 'zod'"]],
  [
    'Scripts run on a machine that has Node and nothing else',
    ['scripts/start.mjs', "import esbuild from 'esbuild'"],
    ['scripts/start.mjs', "import { readSettings } from '../lib/settings.ts'"],
  ],
  [
    'next-auth has traps',
    ['lib/web/gates.ts', "import { auth } from 'next-auth'"],
    ['app/page.tsx', "import Credentials from 'next-auth/providers/credentials'"],
  ],
  [
    'A server action stands in a file of actions',
    ['app/page.tsx', "const act = async () => {\n  'use server'\n}"],
  ],
  [
    'Codes are compared in one place',
    ['lib/acts/two-factor/confirm.ts', "import { verifySync } from 'otplib'"],
  ],
  [
    'cannot find its mistakes',
    ['tests/domain/totp.test.ts', "import { generateSync } from 'otplib'"],
    ['tests/journeys/phone.ts', "import { x } from '@otplib/core'"],
  ],
  [
    'Raw SQL stands in db',
    ['lib/queries/users/list.ts', "import { and, sql } from 'drizzle-orm'"],
    ['lib/queries/users/list.ts', "import * as drizzle from 'drizzle-orm'"],
    ['lib/queries/users/list.ts', "import { sql as raw } from 'drizzle-orm'"],
  ],
  [
    'Passkeys are verified in one place',
    ['lib/acts/sign-in/passkey.ts', "import { verifyAuthenticationResponse } from '@simplewebauthn/server'"],
    ['tests/attacks/passkeys.test.ts', "import { isoCBOR } from '@simplewebauthn/server/helpers'"],
  ],
  [
    'Only db knows which database this is',
    ['lib/cli/backup.ts', "import Sqlite from 'better-sqlite3'"],
    ['server/main.ts', "import { drizzle } from 'drizzle-orm/better-sqlite3'"],
  ],
  [
    'to mint one is to grant it',
    ['app/page.tsx', "import { mintAdmin } from '@/lib/actors'"],
    ['lib/acts/users/add.ts', "import {\n  type Admin,\n  mintAdmin as promote,\n} from '@/lib/actors'"],
    ['lib/web/form-action.ts', "import * as actors from '@/lib/actors'"],
    ['lib/web/form-action.ts', "export { mintMember } from '@/lib/actors'"],
  ],
  ['not by a cast', ['app/page.tsx', 'const admin = person as unknown as Admin']],
  [
    'A user is changed by changeUser',
    ['lib/acts/two-factor/reset.ts', 'await tx.update(users).set({ authenticatorSecret: null })'],
    [
      'lib/acts/two-factor/reset.ts',
      "await tx\n  .update(ctx.db.tables.users)\n  .set({ status: 'active' })",
    ],
    ['lib/acts/sign-in/ticket.ts', 'await tx.update(users).set({ lastSignInAt: ctx.now(), role })'],
  ],
  [
    'When somebody last signed in',
    ['lib/acts/sign-in/code.ts', 'tx.update(users).set({ lastSignInAt: ctx.now() })'],
  ],
  [
    'Whether 2FA is on',
    ['lib/acts/help/ask.ts', 'const lost = user.authenticatorSecret !== null'],
    ['lib/queries/help/open.ts', 'read.select({ secret: users.authenticatorSecret }).from(users)'],
  ],
  ['A person comes into being', ['lib/acts/organizations/setup.ts', 'await tx.insert(users).values(person)']],
  ['A person is removed', ['lib/acts/organizations/remove.ts', 'await tx.delete(users)']],
  [
    'What may need a second admin',
    ['lib/acts/apps/remove.ts', 'await tx.delete(apps).where(eq(apps.id, app.id))'],
    ['lib/acts/users/change-role.ts', 'await changeUser(tx, ctx, user.id, { role })'],
    ['lib/jobs/policy.ts', "await changeUser(tx, ctx, user.id, {\n  status: 'suspended',\n})"],
    ['lib/acts/two-factor/reset.ts', "await removeAuthenticator(tx, ctx, user.id, 'reset')"],
    ['lib/acts/policy/save.ts', 'tx.update(organizations).set({\n  policyFrom: null,\n  policyWho: who })'],
    ['lib/acts/four-eyes/set.ts', 'tx.update(organizations).set({ fourEyes: false })'],
    ['lib/acts/apps/remove.ts', "import { leaveAgreed } from '@/lib/records/four-eyes/leave'"],
  ],
  ['A session is ended', ['lib/acts/users/sign-out.ts', 'await tx.delete(sessions)']],
  [
    'stands in lib/messages/console',
    ['lib/cli/user.ts', "call.say('Unlocked them.')"],
    ['lib/cli/user.ts', 'throw new UsageError("There is no one.")'],
    ['lib/cli/user.ts', 'say(`Ended all sessions.`)'],
  ],
  [
    'A drawer for everything',
    ['lib/utils.ts', ''],
    ['lib/web/helpers/format.ts', ''],
    ['components/common/card.tsx', ''],
    ['lib/services/mail.ts', ''],
    ['db/types.ts', ''],
    ['tests/support/helpers.ts', ''],
  ],
  ['The main module of oidc-provider', ['lib/oidc/adapter.ts', "import { errors } from 'oidc-provider'"]],
  ['A barrel hides', ['lib/users/index.ts', ''], ['components/index.tsx', '']],
]

test.each(broken)('the rule "%s" tells of whoever breaks it', (words, ...offenders) => {
  for (const [path, text] of offenders) {
    const sentences = offencesIn([{ path, text }]).map(told)
    expect(sentences.filter((sentence) => sentence.includes(words))).toHaveLength(1)
    expect(sentences.every((sentence) => sentence.startsWith(`${path} `))).toBe(true)
  }
})

test('each rule is tried above', () => {
  const untried = rules.filter(({ why }) => !broken.some(([words]) => why.includes(words)))
  expect(untried.map(({ why }) => why)).toEqual([])
})

test.each([
  ['components/forms/field.tsx', "import type { FormState } from '@/lib/web/form-action'"],
  ['components/forms/field.tsx', "import { type FormState } from '@/lib/web/form-action'"],
  ['components/display/card.tsx', "import { Button } from './button'\nimport { useId } from 'react'"],
  [
    'app/page.tsx',
    "import { isSetUp } from '@/lib/queries/setup'\nimport { redirect } from 'next/navigation'",
  ],
  ['app/page.tsx', "import type { Admin } from '@/lib/actors'"],
  ['lib/web/gates.ts', "import { mintAdmin } from '@/lib/actors'\nimport { cache } from 'react'"],
  ['lib/web/auth.ts', "import NextAuth from 'next-auth'"],
  ['lib/totp/totp.ts', "import { verifySync } from 'otplib'"],
  [
    'lib/queries/users/list.ts',
    "import { and, eq, type SQL } from 'drizzle-orm'\nimport { after } from '@/db/expressions'",
  ],
  ['scripts/bundle.mjs', "import { join } from 'node:path'\nconst esbuild = await import('esbuild')"],
  [
    'lib/acts/sign-in/ticket.ts',
    'await tx.update(users).set({ lastSignInAt: ctx.now() }).where(eq(users.id, id))',
  ],
  ['lib/records/users/change.ts', 'await tx.update(users).set(changes)'],
  ['components/code-types.tsx', '// imports nothing from next'],
])('%s may say %j', (path, text) => {
  expect(offencesIn([{ path, text }]).map(told)).toEqual([])
})

test('import lines are read in every form they have', () => {
  const text = [
    "import a, { type B, c as d } from './a'",
    "import type { E } from '@/lib/e'",
    "import {\n  type F,\n  type G,\n} from '../f.ts'",
    "import * as h from 'pkg/deep'",
    "export { i } from '@scope/pkg/deep'",
    "import './side.css'",
    "const j = await import('./j')",
  ].join('\n')
  const read = importsOf({ path: 'lib/users/x.ts', text })
  expect(read.map(({ from, names, onlyTypes }) => [from, names.join(' '), onlyTypes])).toEqual([
    ['lib/users/a', 'a B c', false],
    ['lib/e', 'E', true],
    ['lib/f', 'F G', true],
    ['pkg', '*', false],
    ['@scope/pkg', 'i', false],
    ['lib/users/side.css', '', false],
    ['lib/users/j', '*', false],
  ])
})

test('every act and query is for an actor, or has a proof of its own', () => {
  expect(unproven(sources(['lib']))).toEqual([])
  expect(provenNothing(sources(['lib']))).toEqual([])
})

test.each([
  ['export async function leak(ctx: Context, userId: string): Promise<string> {', true],
  ['export const leak = (ctx: Context, userId: string): Promise<string> =>', true],
  [
    'export async function leak(\n  ctx: Context,\n  { userId }: { userId: string },\n): Promise<void> {',
    true,
  ],
  ['export async function leak({ db }: Context, { admin }: { admin: Admin }): Promise<void> {', true],
  ['export async function show(ctx: Context, admin: Admin, id: string): Promise<string> {', false],
  ['export const show = ({ db }: Context, { userId }: Member): Promise<string> =>', false],
  ['export async function end(\n  ctx: Context,\n  _actor: Admin | Console,\n): Promise<void> {', false],
])('%j hands something out to nobody in particular: %s', (text, isUnproven) => {
  expect(unproven([{ path: 'lib/queries/users/leak.ts', text }]).length > 0).toBe(isUnproven)
})

test('what is for an actor is known by it, also among others', () => {
  const texts = ['Admin | Console', "Admin | Console | ApiKey<'users:write'>"].map(
    (actors) => `export async function end(ctx: Context, actor: ${actors}): Promise<void> {`,
  )
  for (const text of texts) {
    const found = [{ path: 'lib/acts/users/end.ts', text }]
    expect([actsOf('Admin', found), actsOf('Console', found), actsOf('Member', found)]).toEqual([
      ['end'],
      ['end'],
      [],
    ])
  }
})

test('no file cites a document that is not there', () => {
  const known = documents()
  const files = readable().filter(({ path }) => path !== 'tests/architecture.test.ts')
  const vain = files.flatMap((file) => citedInVain(file, known).map((cited) => `${file.path} cites ${cited}`))
  expect(vain).toEqual([])
})

test.each([
  ['lib/context.ts', '/* As HOUSE.md has it. */', ['HOUSE.md']],
  ['lib/context.ts', '// Locks are kept by the system (0099).', ['0099']],
  [
    'docs/running.md',
    'See [the plan](plan.txt) and `lib/nowhere/at-all.ts`.',
    ['plan.txt', 'lib/nowhere/at-all.ts'],
  ],
  ['docs/running.md', 'See [why](decisions/0014-files-and-locks.md), `lib/context.ts` and (0012, 0014).', []],
])('%s, which says %j, cites in vain: %j', (path, text, vain) => {
  expect(citedInVain({ path, text })).toEqual(vain)
})

test('every decision is in the index, with its date and status as the record has them', () => {
  const index = readable().find(({ path }) => path === 'docs/decisions/README.md')?.text ?? ''
  const records = readable().filter(({ path }) => /^docs\/decisions\/\d{4}-/.test(path))
  expect(records.length).toBeGreaterThan(20)
  for (const { path, text } of records) {
    const [, date, status] = /^# \d{4}: .*\n\n(\d+ \w+ \d{4}), (\w+)/.exec(text) ?? []
    const row =
      index.split('\n').find((line) => line.includes(`](${path.replace('docs/decisions/', '')})`)) ?? ''
    expect([path, row.includes(`| ${date} | ${status}`)]).toEqual([path, true])
  }
})
