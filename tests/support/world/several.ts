import type { Member } from '@/lib/actors'
import { beginAddition } from '@/lib/acts/two-factor/begin-addition'
import { confirmEnrollment } from '@/lib/acts/two-factor/confirm'
import { showEnrollment } from '@/lib/queries/enrollment'
import { sealAuthenticator } from '@/lib/records/factors/authenticator'
import { newSetupKey } from '@/lib/totp/totp'
import { Authenticator } from './authenticator'
import { granted } from './outcome'
import type { Person } from './person'

/** Adds one more authenticator to someone who has one, and returns it, with the session in which that was done. */
export async function addPhone(
  person: Person,
  name = 'Work phone',
): Promise<{ phone: Authenticator; member: Member }> {
  const { ctx, clock } = person.world
  const member = await person.signIn()
  const code = await person.phone.nextCode()
  granted(await beginAddition(ctx, member, { password: person.password, code, name }))
  const shown = await showEnrollment(ctx, member)
  const phone = Authenticator.scan(shown?.uri ?? '', { clock })
  granted(await confirmEnrollment(ctx, member, { code: await phone.nextCode() }))
  return { phone, member }
}

/** Plants so many authenticators beside the one that someone has, without the work of adding each. */
export async function plantPhones(
  { world, id }: Person,
  count: number,
  called = 'phone',
): Promise<Authenticator[]> {
  const { ctx, clock } = world
  const { furtherAuthenticators: rows } = ctx.db.tables
  const keys = Array.from({ length: count }, newSetupKey)
  const planted = keys.map((key, n) => ({
    ...{
      id: `${called}-${n}-${id}`,
      userId: id,
      name: `${called} ${n}`,
      secret: sealAuthenticator(ctx, id, key),
    },
    since: new Date(ctx.now().getTime() + n + 1),
  }))
  if (planted.length > 0) await ctx.db.write((tx) => tx.insert(rows).values(planted))
  return keys.map((key) => new Authenticator(key, { clock }))
}
