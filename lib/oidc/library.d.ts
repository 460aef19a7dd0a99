/*
 * The parts of the library by their own paths: its main module writes a warning to the console of whoever runs Node 20, on
 * which it works (its tests pass there), and that would stand before every sentence of a start that is refused.
 */

declare module 'oidc-provider/lib/provider.js' {
  import Provider from 'oidc-provider'

  export { Provider }
}

declare module 'oidc-provider/lib/helpers/errors.js' {
  import { errors } from 'oidc-provider'

  export import InvalidGrant = errors.InvalidGrant
  export import InvalidRequest = errors.InvalidRequest
  export import TemporarilyUnavailable = errors.TemporarilyUnavailable
}

declare module 'oidc-provider/lib/helpers/interaction_policy/index.js' {
  import { interactionPolicy } from 'oidc-provider'

  export const { base, Check, Prompt }: typeof interactionPolicy
}
