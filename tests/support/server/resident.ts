import type { Role } from '@/db/tables/users'
import type { Authenticator } from '../world/authenticator'

type Facts = { id: string; name: string; email: string; password: string; role: Role; invitation?: string }

/** Someone of the organization that a journey is walked in, with what they know and carry. */
export class Resident {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  password: string
  /** The path of the link they were invited with. */
  readonly invitation: string
  recoveryCodes: string[] = []
  /** How many were opened by the seed. */
  sessions = 0
  #phone: Authenticator | null = null

  constructor({ id, name, email, password, role, invitation = '' }: Facts) {
    this.id = id
    this.name = name
    this.email = email
    this.password = password
    this.role = role
    this.invitation = invitation
  }

  /** The authenticator. Throws for someone who has none. */
  get phone(): Authenticator {
    if (!this.#phone) throw new Error(`${this.name} has not enrolled.`)
    return this.#phone
  }

  set phone(phone: Authenticator) {
    this.#phone = phone
  }

  get enrolled(): boolean {
    return this.#phone !== null
  }

  /** One of the recovery codes, each handed out once. */
  nextRecoveryCode(): string {
    const code = this.recoveryCodes.shift()
    if (!code) throw new Error(`${this.name} has no recovery code left.`)
    return code
  }
}
