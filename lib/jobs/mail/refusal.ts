/** What nodemailer says of a letter that did not go. */
type SmtpError = Error & { code?: string; command?: string; response?: string; responseCode?: number }

/** Whether the mail server refused the recipient for good. Anything else may be mended: it is tried again. */
export function isRecipientRefused(error: unknown): boolean {
  const { command = '', code = '', response = '', responseCode = 0 } = error as SmtpError
  // It cannot even be written into a command.
  if (code === 'EENVELOPE' && command === 'API') return true
  if (command !== 'RCPT TO' || responseCode < 500) return false
  // RFC 3463: 5.1 is about an address, though 5.1.7 and 5.1.8 are about the sender's; 5.2 is about the mailbox.
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1]
  if (status) return /^5\.[12]\./.test(status) && !/^5\.1\.[78]$/.test(status)
  // RFC 5321 4.2.3 has these for mailboxes, but many servers say them of whoever sends, in words of their own.
  const said = plain(response)
  return [550, 551, 552, 553].includes(responseCode) && aboutMailbox.test(said) && !aboutUs.test(said)
}

// Retrying what was final costs attempts that the page shows; ending what was not loses the letter. So both must be said.
const aboutMailbox =
  /mailbox|\b(?:user|recipient|alias)\b|no such|unknown|exist|no longer|undeliverable|unrout|\bnot (?:here|found|known|local|hosted)\b/i

const aboutUs =
  /relay|auth|denied|policy|block|black ?list|\blisted|spam|reputation|sender|client|dns|verif|helo|ehlo|\bspf|dkim|dmarc|\brate|quota|limit|\btls|lookup|reverse|\byour?\b|suspend|temporar|\blater\b|try again/i

/** What went wrong, for the log, without addresses. */
export const problemOf = (error: unknown): string => plain((error as SmtpError).message)

/** What the mail server itself answered, on one line and without addresses; empty where it said nothing. */
export const answerOf = (error: unknown): string => plain((error as SmtpError).response ?? '')

const plain = (text: string) =>
  text
    .replace(/\S+@\S+/g, '[address]')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 300)
