/** What the command line says about operators. */
export const add = {
  about: 'Adds an operator, who supports this server, or makes a new link for one who has not joined yet.',
  nameWord: 'their full name, instead of what the address begins with',
  taken: (email: string) =>
    `${email} belongs to someone in an organization on this server. Use a different address for the operator.`,
  done(link: string, again: boolean) {
    const said = again
      ? 'This operator was added before and has not joined yet. Here is a new link; earlier ones no longer work.'
      : 'Added.'
    return `${said} Share the link privately: it works once and expires in 72 hours.\n\n  ${link}\n`
  },
}

export const suspend = {
  about: 'Suspends an operator.',
  asks: (email: string) =>
    `Suspends the operator ${email}: they are signed out and can no longer decide on requests.`,
  done: (email: string) => `Suspended ${email}.`,
}

export const reactivate = {
  about: 'Lets a suspended operator sign in again.',
  asks: (email: string) => `Lets the operator ${email} sign in again.`,
  done: (email: string) => `Reactivated ${email}.`,
}
