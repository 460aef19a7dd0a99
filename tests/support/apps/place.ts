import { freePort } from '../server/server'

/** Where an app is: a host of its own, so that it has cookies of its own, which neither browsers nor servers look up. */
export type Place = { host: string; port: number; origin: string }

/** What an app has to be told of itself: what its page in the portal shows. */
export type Client = {
  /** The portal's address. */
  issuer: string
  id: string
  /** Empty for one that keeps none. */
  secret: string
}

let places = 0

/** One that was free a moment ago. On Linux all of 127.0.0.0/8 is this machine; elsewhere the address has to be added. */
export async function newPlace(): Promise<Place> {
  const host = `127.0.0.${2 + (places++ % 250)}`
  const port = await freePort()
  return { host, port, origin: `http://${host}:${port}` }
}
