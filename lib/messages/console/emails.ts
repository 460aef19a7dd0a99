/** What the command line says of emails that it sent. */
export const inFile = (name: string, file: string) => `Email "${name}" is in ${file} (SMTP_URL is not set).`

export const undelivered = (name: string, problem: string, final = false) =>
  `Email "${name}" ${final ? 'was not sent' : 'is waiting'}: ${problem.replace(/\.*$/, '.')}`
