/** The floor of anything that Node answers: a constant, as JSON. */
import { createServer } from 'node:http'

const body = JSON.stringify({ hello: 'Ada' })
const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
createServer((_request, response) => {
  response.writeHead(200, headers)
  response.end(body)
}).listen(Number(process.env.PORT), '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))
