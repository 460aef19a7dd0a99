/** Whom the overview calls at risk: see `listAtRisk`. */
type Kind = 'codes' | 'unused' | 'invitations'

/** What people at the same risk have in common, and what to do before something gets lost. */
export const atRiskWords: Record<Kind, { title: string; todo: string }> = {
  codes: {
    title: 'Few recovery codes left',
    todo: 'Without them a lost phone means a reset by an admin. Ask them to make new ones on their profile.',
  },
  unused: {
    title: 'Authenticator never used since it was set up',
    todo: 'It may not be on their phone anymore. Ask them to sign in with a code, or to replace it on their profile.',
  },
  invitations: {
    title: 'Invitation expired or about to expire',
    todo: 'They haven’t joined yet. Once their link has expired they can’t. Make a new one on their page.',
  },
}
