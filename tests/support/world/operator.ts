import { mintConsole, mintOperator, type Operator } from '@/lib/actors'
import { acceptInvitation } from '@/lib/acts/invitations/accept'
import { addOperator } from '@/lib/acts/operators/add'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { contextOf } from '@/lib/runtime'
import { type Server, settingsOf } from '../server/server'
import { granted } from './outcome'
import { challengerOf, Person } from './person'
import type { World } from './world'

let operators = 0

/** Someone who supports the server of this world, joined and enrolled, and what they may do. */
export async function operatorOf(world: World): Promise<{ person: Person; operator: Operator }> {
  const { ctx } = world
  const n = ++operators
  const input = { email: `operator${n}@example.com`, name: `Olga Support ${n}` }
  const { invitation } = granted(await addOperator(ctx, mintConsole('root'), input))
  const password = `orchard ladder window ${n}`
  const joined = granted(await acceptInvitation(ctx, { token: invitation, password }))
  const person = new Person(world, { id: joined.userId, ...input, password })
  const member = await person.enrollAtSignIn(await challengerOf(ctx, joined))
  const operator = mintOperator(member)
  if (!operator) throw new Error('This is no operator.')
  return { person, operator }
}

/** Adds an operator to a running server, as its console does. Returns the path of the invitation. */
export async function inviteOperator(server: Server, email: string): Promise<string> {
  const runtime = await openRuntime(settingsOf(server))
  const ctx = contextOf(runtime, { address: '', userAgent: '' })
  const { invitation } = granted(await addOperator(ctx, mintConsole('root'), { email }))
  await runtime.db.close()
  return `/invitation/${invitation}`
}
