import type { Cluster } from 'node:cluster'
import type { Settings } from '@/lib/settings'
import manifest from '@/package.json'
import { startCrew } from './crew'
import type { FromWorker } from './crew-messages'
import type { Log } from './log'
import { openPrimarysMetrics } from './metrics'
import { openFirst, sayStarted, startWork } from './once'
import { primarysShare } from './share'
import type { Stop } from './stop'
import { Sum } from './sum'
import { warnings } from './surroundings'

/**
 * Leads the processes that serve: makes and migrates what they need, starts them, does what a server does by itself, and
 * answers none of the requests.
 */
export async function lead(cluster: Cluster, settings: Settings, log: Log, stop: Stop): Promise<void> {
  const runtime = await openFirst(primarysShare(settings), log)
  const surroundings = warnings(runtime, log)
  const measuredNow = openPrimarysMetrics(runtime, manifest.version)
  const sum = new Sum()
  const text = async () =>
    sum.text(
      await measuredNow(),
      crew.present().map((worker) => ({
        id: worker.id,
        ask: () => crew.send(worker, { asks: 'measured' }),
      })),
    )
  const crew = startCrew(cluster, settings.workers, log, {
    async hear(worker, message: FromWorker) {
      if ('asks' in message) {
        const answer = await text().catch(() => null)
        crew.send(worker, { tells: 'sum', number: message.number, text: answer })
      } else if (message.tells === 'measured') sum.heard(worker.id, message.measured)
      else if (message.tells === 'forwarded-by') surroundings.forwardedBy(message.proxy)
      else if (message.tells === 'unnamed-by') surroundings.unnamedBy(message.proxy)
      else if (message.tells === 'verified-by') surroundings.verifiedBy(message.proxy)
      else if (message.tells === 'site-unknown') surroundings.siteUnknown(message.host)
      else if (message.tells === 'asked-as') surroundings.askedAs(message.host, message.where)
    },
    ended: ({ id }) => void sum.left(id),
  })
  stop.ends(async () => crew.kill())
  await crew.serving
  const work = startWork(runtime, log)
  const end = async () => {
    await Promise.all([crew.stop(), work.stop()])
    await runtime.db.close()
  }
  stop.ends(end, crew.kill)
  await sayStarted(runtime, log)
}
