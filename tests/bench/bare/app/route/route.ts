import { connection } from 'next/server'

/** The floor of a route handler that runs per request: a constant, as JSON. */
export async function GET() {
  await connection()
  return Response.json({ hello: 'Ada' })
}
