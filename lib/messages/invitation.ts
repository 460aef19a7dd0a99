/** What an invitation is to. `organization`: null for the operators of this server, who belong to none. */
export const joinWords = (organization: string | null) => `Join ${organization ?? 'the operators'}`
