/** What an invitation is to. `organization`: null for the operators of this server, who belong to none. */
export const joinWords = (organization: string | null) => `Join ${organization ?? 'the operators'}`

/** What became of someone who was just added, and what there is to do. */
export const addedWords = (name: string, email: string) =>
  `${name} was added. We’re emailing the invitation to ${email}, so there’s nothing else to do. You can also share the link below; it works once and expires in 72 hours.`
