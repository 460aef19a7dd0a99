import type { CDPSession, Page } from '@playwright/test'

/** What a passkey is kept on: this device, one that syncs it to others, or a security key with or without a PIN. */
export type KeyKind = 'device' | 'synced' | 'security-key' | 'without-pin'

const shared = { automaticPresenceSimulation: true, isUserVerified: true } as const

const device = { transport: 'internal', hasResidentKey: true, hasUserVerification: true } as const

const kinds = {
  device,
  synced: { ...device, defaultBackupEligibility: true, defaultBackupState: true },
  'security-key': { transport: 'usb', hasResidentKey: true, hasUserVerification: true },
  'without-pin': { transport: 'usb', hasResidentKey: false, hasUserVerification: false },
} as const

/** A virtual authenticator of Chromium, in one page, over the DevTools protocol. Its user touches it as soon as it asks. */
export class VirtualKey {
  readonly #cdp: CDPSession
  readonly #id: string

  private constructor(cdp: CDPSession, id: string) {
    this.#cdp = cdp
    this.#id = id
  }

  /** `present`: whether its user is there from the start; not where a page offers passkeys by itself. */
  static async plugInto(page: Page, kind: KeyKind = 'device', present = true): Promise<VirtualKey> {
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('WebAuthn.enable')
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', ctap2Version: 'ctap2_1', ...shared, ...kinds[kind] },
    })
    const key = new VirtualKey(cdp, authenticatorId)
    if (!present) await key.isTouched(false)
    return key
  }

  /** Whether its user touches it when it asks. */
  async isTouched(enabled: boolean): Promise<void> {
    await this.#cdp.send('WebAuthn.setAutomaticPresenceSimulation', {
      ...{ authenticatorId: this.#id, enabled },
    })
  }

  /** Whether its user gives the right PIN, finger or face. */
  async isVerified(isUserVerified: boolean): Promise<void> {
    await this.#cdp.send('WebAuthn.setUserVerified', { authenticatorId: this.#id, isUserVerified })
  }

  async credentials() {
    const { credentials } = await this.#cdp.send('WebAuthn.getCredentials', { authenticatorId: this.#id })
    return credentials
  }

  /** As a copy would: the same credential, with a count of its own. */
  async setCount(signCount: number): Promise<void> {
    for (const { credentialId, ...credential } of await this.credentials()) {
      await this.#cdp.send('WebAuthn.removeCredential', { authenticatorId: this.#id, credentialId })
      await this.#cdp.send('WebAuthn.addCredential', {
        authenticatorId: this.#id,
        credential: { ...credential, credentialId, signCount },
      })
    }
  }

  async unplug(): Promise<void> {
    await this.#cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: this.#id })
  }
}
