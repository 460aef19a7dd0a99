import type { Operator } from '../actors'

/** An operator as the audit log names them. */
export const operatorActor = ({ userId, name, email }: Operator) =>
  ({ kind: 'user', id: userId, name, email }) as const
