import { counted } from '../codes'

/** What the command line says about people. */
export const emailWord = 'their email address'

export const reasonWord = 'why, for the audit log and the emails about it'

export const nobodyCalled = (email: string) => `No one here has the email address ${email}.`

export const unlock = {
  about: 'Lets someone sign in again after too many wrong passwords or codes.',
  asks: (email: string) =>
    `Lets ${email} sign in now, after too many wrong passwords or codes. They and the admins of their organization get an email.`,
  done: (email: string) => `Unlocked ${email}. They still need their password and a code.`,
}

export const signOut = {
  about: 'Signs someone out everywhere.',
  asks: (email: string) => `Signs ${email} out everywhere.`,
  done: (email: string, sessions: number) => `Ended ${counted(sessions, 'session')} of ${email}.`,
}
