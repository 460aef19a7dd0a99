/** Why an app can't be opened, and whom to ask. */
export function refusedWords(
  why: 'app-suspended' | 'not-assigned' | 'second-factor' | 'too-old',
  app: string,
  organization: string,
): string {
  switch (why) {
    case 'app-suspended':
      return `${app} is turned off for now. Ask an admin of ${organization} when it’ll be back.`
    case 'not-assigned':
      return `Your account isn’t allowed to use ${app}. Ask an admin of ${organization} to add you.`
    case 'second-factor':
      return `${app} asks for two-factor authentication.`
    case 'too-old':
      return `${app} asks you to sign in again.`
  }
}

/** What went wrong with an app's request, for the person whom it sent here. */
export const problemKinds = {
  'redirect-uri-unknown': (app: string) =>
    `${app} asked to return to an address that isn’t registered for it, so we stopped here. Tell whoever looks after ${app}; an admin of your organization can see the details.`,
  'app-unknown': () =>
    'The app that sent you here isn’t known on this server. Tell whoever looks after that app.',
  'authorization-over': () =>
    'This sign-in has expired, or it was finished in another tab. Go back to the app and sign in again.',
  'server-busy': () => 'The server is busy. Wait a few seconds, then go back to the app and sign in again.',
  'request-invalid': (app: string) =>
    `${app} sent a request that can’t be answered. Tell whoever looks after ${app}; an admin of your organization can see the details.`,
} as const satisfies Record<string, (app: string) => string>

export type ProblemKind = keyof typeof problemKinds

/** Why someone could not open an app, for its admin. */
export function refusedForAdmin(
  why: 'app-suspended' | 'not-assigned' | 'second-factor' | 'too-old' | 'not-active',
  person: string,
  app: string,
): string {
  switch (why) {
    case 'not-active':
      return `${person} can’t sign in: they are suspended or haven’t joined yet.`
    case 'app-suspended':
      return `No one can open ${app} while it’s suspended.`
    case 'not-assigned':
      return `${person} can’t open ${app}: they are in none of its groups.`
    case 'second-factor':
      return `${person} has to set up two-factor authentication before ${app} opens.`
    case 'too-old':
      return `${person} has to sign in again before ${app} opens.`
  }
}

/** What a test sign-in came back with instead of a code. */
export function testFailed(error: string): string {
  if (error === 'access_denied')
    return 'The sign-in was cancelled, or you aren’t allowed to use this app. Check who may use it.'
  return `The app would have got the error “${error.slice(0, 80)}”. Check its settings, then try again.`
}
