import { z } from 'zod'
import { listTiles } from '@/lib/queries/apps/tiles'
import { ok } from '@/lib/result'
import { apiRoute, member } from './route'

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
        }),
      ),
    }),
    failures: [],
    async act(ctx, actor) {
      const tiles = await listTiles(ctx, actor)
      return ok({ apps: tiles.map(({ id, name, address }) => ({ id, name, address })) })
    },
  }),
]
