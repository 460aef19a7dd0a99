/** What the command line says about audit logs; what is wrong with one is in `messages/audit/problem.ts`. */
export const verify = {
  about: 'Names what was changed, removed, inserted or cut in the audit logs.',
  sinceWord: "heads from the server's log to compare with, separated by commas",
  intact: (whose: string, head: string | null) => `The audit log of ${whose} is intact. Head: ${head}`,
  noHead: (text: string) =>
    `"${text}" is not a head. Copy one from the server's log, as in "event":"audit.head","head":"server:42:0123456789abcdef".`,
}
