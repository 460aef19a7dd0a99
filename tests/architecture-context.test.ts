import { expect, expectTypeOf, test } from 'vitest'
import type { Context } from '@/lib/context'
import { isSetUp } from '@/lib/queries/setup'
import type { formAction } from '@/lib/web/form-action'
import type { RequestContext, requestContext } from '@/lib/web/request-context'

/** Never run: a line that the compiler should refuse and does not is an error. */
const page = async (ctx: RequestContext) => {
  // @ts-expect-error there is nothing to select from
  await ctx.db.read.select()
  // @ts-expect-error nor anything to write with
  await ctx.db.write(async () => {})
  const { db } = ctx
  // @ts-expect-error under another name neither
  db.tables
  await isSetUp(ctx)
}

test('what a page or an action is given reaches no database, and can be handed on', () => {
  expectTypeOf<typeof requestContext>().returns.resolves.toEqualTypeOf<RequestContext>()
  expectTypeOf<RequestContext>().toExtend<Context>()
  type Act = Parameters<typeof formAction>[2]
  expectTypeOf<Parameters<Act>[0]>().toEqualTypeOf<RequestContext>()
  expect(page).toBeTypeOf('function')
})
