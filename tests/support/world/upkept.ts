import { join } from 'node:path'
import { copySqlite } from '@/db/backup'
import { mintConsole } from '@/lib/actors'
import { restoreBackup } from '@/lib/acts/server/restore'
import type { Context } from '@/lib/context'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { contextOf } from '@/lib/runtime'
import type { Settings } from '@/lib/settings'
import { organization } from './organization'
import { Person } from './person'
import { firefox, keyInFile, openWorld, type World } from './world'

/** A world whose key is in a file, that can be closed, restored and opened again. */
export class Upkept {
  readonly world: World
  readonly settings: Settings
  ctx: Context

  private constructor(world: World, settings: Settings, ctx: Context) {
    this.world = world
    this.settings = settings
    this.ctx = ctx
  }

  static async open(): Promise<Upkept> {
    const world = await openWorld()
    await world.db.close()
    const settings = keyInFile(world)
    const runtime = await openRuntime(settings)
    return new Upkept(world, settings, { ...contextOf(runtime, firefox), now: world.clock.now })
  }

  get here(): World {
    const { ctx } = this
    return { ...this.world, db: ctx.db, vault: ctx.vault, ctx, from: () => ctx }
  }

  get backup(): string {
    return join(this.world.folder, 'backup.sqlite')
  }

  /** Stops, restores and starts again. */
  async restore() {
    await this.ctx.db.close()
    const restored = await restoreBackup(this.settings, mintConsole('root'), this.backup, {
      now: this.world.clock.now,
    })
    const runtime = await openRuntime(this.settings)
    this.ctx = { ...contextOf(runtime, firefox), now: this.world.clock.now }
    return restored
  }

  /** The same person, in the database that stands there now. */
  again(person: Person): Person {
    const same = new Person(this.here, person)
    same.phone = person.phone
    same.recoveryCodes = person.recoveryCodes
    return same
  }
}

/** An organization with someone who has 2FA, as a backup that is taken now has it. */
export async function enrolledUpkept() {
  const upkept = await Upkept.open()
  const org = await organization('Acme Freight', upkept.here)
  const ben = await org.agent({ enrolled: true })
  copySqlite(upkept.settings.databaseFile, upkept.backup)
  return { upkept, org, ben }
}
