import type { ServerResponse } from 'node:http'
import type { Exchange } from './exchange'
import { normalise } from './normalise'

/**
 * Has the OpenID provider answer. Its addresses are made of the request's host and scheme, so it is given APP_URL's; who asks
 * proves it by a secret, a token or the portal's cookie, and never by an `Origin`.
 */
export async function answerProvider(
  { house, request, address }: Exchange,
  response: ServerResponse,
): Promise<void> {
  normalise(request, house.runtime.settings.appUrl)
  await house.oidc.answer(request, response, address)
}
