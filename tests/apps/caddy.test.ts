import { caddyBlock } from '@/lib/known-apps/proxies'
import { startCaddy } from '../support/process/caddy'
import { testBehind } from '../support/server/proxy-rules'

testBehind((port, sites) => startCaddy(port, sites.map(caddyBlock).join('\n')))
