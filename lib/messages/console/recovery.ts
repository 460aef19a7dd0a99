import { counted } from '../codes'

/** What the command line says about recovery requests. */
export const requestWord = 'the request, as "recovery list" shows it'

export const list = {
  about: 'Lists the recovery requests that were confirmed by email.',
  none: 'No recovery requests.',
  one: (id: string, standing: string, askedAt: Date, whose: string) =>
    `${id}  ${standing.padEnd(9)}  asked ${askedAt.toISOString()}  ${whose}`,
  whose: (name: string, email: string, organization: string) => `${name} (${email}) of ${organization}`,
}

export const approve = {
  about: 'Approves a recovery request as an operator would.',
  checkedWord: 'how you know that it is them',
  noteWord: 'what you checked and how',
  asks: (id: string) =>
    `Approves the recovery request ${id}. The wait starts; everyone involved gets an email and can stop it.`,
  done: (missing: number) =>
    missing > 0
      ? `Approved. ${counted(missing, 'more approval')} needed.`
      : 'Approved. Everyone involved gets an email.',
}

export const reject = {
  about: 'Rejects a recovery request.',
  asks: (id: string) => `Rejects the recovery request ${id} for good. Everyone involved can read the reason.`,
  done: 'Rejected.',
}
