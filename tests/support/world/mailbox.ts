import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { readSettings } from '@/lib/settings'
import type { World } from './world'

/** `secure`: TLS from the first byte, else by STARTTLS. */
export type MailboxTls = { secure: boolean; key: string; cert: string }

/** A real SMTP server, that can be down, slow to accept, or refuse. */
export class Mailbox {
  readonly mails: ParsedMail[] = []
  /** What every recipient is answered with; 0: accepted. */
  refuseWith = 0
  /** A step at which everything is refused, and with what. */
  refuses: { at: 'greeting' | 'sender' | 'recipient' | 'letter'; code: number; text: string } | null = null
  /** What happens before an email is accepted. */
  onMail: (mail: ParsedMail) => Promise<void> = async () => {}
  #server: SMTPServer | null = null
  #port = 0

  /** What clients called themselves. */
  readonly greetedAs: string[] = []
  /** Who signed in, and with what. */
  readonly signIns: { user: string; pass: string }[] = []
  readonly #tls: MailboxTls | null

  private constructor(tls: MailboxTls | null) {
    this.#tls = tls
  }

  static async open(tls: MailboxTls | null = null): Promise<Mailbox> {
    const mailbox = new Mailbox(tls)
    await mailbox.start()
    return mailbox
  }

  get port(): number {
    return this.#port
  }

  async start(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      ...(this.#tls ? { ...this.#tls } : { disabledCommands: ['STARTTLS'], allowInsecureAuth: true }),
      onAuth: ({ username, password }, _session, answer) => {
        const signIn = { user: username ?? '', pass: password ?? '' }
        this.signIns.push(signIn)
        answer(null, { user: signIn.user })
      },
      onConnect: (_session, answer) => answer(this.#refusal('greeting')),
      onMailFrom: (_address, session, answer) => {
        this.greetedAs.push(session.hostNameAppearsAs)
        answer(this.#refusal('sender'))
      },
      onRcptTo: (_address, _session, answer) =>
        answer(this.refuseWith ? refusal(this.refuseWith, 'Not here.') : this.#refusal('recipient')),
      onData: (stream, _session, answer) => {
        simpleParser(stream)
          .then(async (mail) => {
            const refused = this.#refusal('letter')
            if (refused) throw refused
            await this.onMail(mail)
            this.mails.push(mail)
          })
          .then(() => answer(), answer)
      },
    })
    server.on('error', () => {})
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve))
    this.#server = server
    this.#port = (server.server.address() as AddressInfo).port
  }

  #refusal(step: string): Error | null {
    return this.refuses?.at === step ? refusal(this.refuses.code, this.refuses.text) : null
  }

  async stop(): Promise<void> {
    const server = this.#server
    this.#server = null
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()))
  }

  /** Settings of a server that sends its mail here. */
  settingsOf(world: World) {
    return readSettings({
      DATA_DIR: world.folder,
      APP_URL: 'https://id.example.com',
      SMTP_URL: `smtp://127.0.0.1:${this.#port}`,
      MAIL_FROM: 'Countersign <id@example.com>',
    })
  }
}

const refusal = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode })
