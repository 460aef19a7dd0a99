import { z } from 'zod'
import { opaque } from '@/lib/opaque'
import { findIcon } from '@/lib/queries/apps/icon'
import { isAppCursor, listApps, listAppsInput } from '@/lib/queries/apps/list'
import { listTiles } from '@/lib/queries/apps/tiles'
import { fail, ok } from '@/lib/result'
import { adminOrKey, apiRoute, member } from './route'
import { moment } from './tokens'

export const appRoutes = [
  apiRoute(member, {
    ...{ name: 'listOwnApps', method: 'GET', path: '/apps' },
    summary: 'The apps that whoever is signed in may open, in the order of their names: 500 at most.',
    input: z.strictObject({}),
    answer: z.strictObject({
      apps: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          /** Where it is opened: a web address. */
          address: z.string(),
          /** By what its icon is asked for; another picture has another name. */
          icon: z.string().nullable(),
        }),
      ),
    }),
    failures: [],
    async act(ctx, actor) {
      const tiles = await listTiles(ctx, actor)
      return ok({
        apps: tiles.map(({ id, name, address, iconDigest }) => ({ id, name, address, icon: iconDigest })),
      })
    },
  }),
  apiRoute(member, {
    ...{ name: 'getAppIcon', method: 'GET', path: '/apps/icons/{icon}' },
    summary: 'The icon of an app of the organization: a square PNG in base64.',
    input: z.strictObject({ icon: opaque }),
    answer: z.strictObject({ png: z.string() }),
    failures: ['app-unknown'],
    async act(ctx, actor, { icon }) {
      const image = await findIcon(ctx, actor, icon)
      return image ? ok({ png: image.toString('base64') }) : fail('app-unknown')
    },
  }),
  apiRoute(adminOrKey('apps:read'), {
    ...{ name: 'listApps', method: 'GET', path: '/organization/apps' },
    summary:
      'The apps of the organization by name, 50 a page at most, with the groups that may use each. `search`: words, each of which begins a word of the name. `after`: the `next` of the page before, with the same `search`.',
    input: z.strictObject(listAppsInput.shape),
    answer: z.strictObject({
      apps: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          address: z.string(),
          suspended: z.boolean(),
          /** Whether everyone may use it, whatever their groups. */
          forEveryone: z.boolean(),
          /** The names of the groups that may. */
          groups: z.array(z.string()),
          lastUsedAt: moment.nullable(),
        }),
      ),
      next: z.string().nullable(),
    }),
    failures: ['cursor-invalid'],
    async act(ctx, actor, input) {
      if (input.after !== undefined && !isAppCursor(input.after)) return fail('cursor-invalid')
      const { apps, next } = await listApps(ctx, actor, input)
      return ok({
        apps: apps.map(({ id, name, address, suspendedAt, forEveryone, groups, lastUsedAt }) => ({
          ...{ id, name, address, forEveryone, groups, suspended: suspendedAt !== null },
          lastUsedAt: lastUsedAt?.toISOString() ?? null,
        })),
        next,
      })
    },
  }),
]
