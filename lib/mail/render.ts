import { escaped } from '../html'
import type { DueLetter } from './claim'
import { type Message, messages, moment } from './messages'

/** Both bodies of a mail. */
export type Rendered = { subject: string; text: string; html: string }

/** What the mail says, as plain text and as HTML. `appUrl`: where its link leads; no header has a say in that. */
export function render(letter: DueLetter, appName: string, appUrl: URL): Rendered {
  const write = messages[letter.name] as (
    facts: Record<string, unknown>,
    occasion: DueLetter['occasion'],
    merged: number,
  ) => Message
  const message = write(letter.facts, letter.occasion, letter.merged)
  const { client, address } = letter.occasion
  const occasion = !message.withoutOccasion
  const when = `When: ${moment(letter.occasion.at)}`
  const from = address === '' ? "From: the server's console" : `From: ${client}, ${address}`
  const url = message.link && new URL(message.link.path, appUrl).href
  const greeting = `Hello ${letter.to.name},`
  const sender = `${appName}, ${appUrl.origin}`
  const text = [
    greeting,
    ...message.paragraphs,
    ...(message.link ? [`${message.link.label}:\n${url}`] : []),
    ...(occasion ? [`${when}\n${from}`] : []),
    ...(message.notYou ? [message.notYou] : []),
    `-- \n${sender}`,
  ].join('\n\n')
  const paragraph = (line: string) => `<p style="margin:0 0 16px">${escaped(line)}</p>`
  const html = [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="color-scheme" content="light dark"></head>',
    '<body style="margin:0;padding:32px 16px;font:16px/1.5 system-ui,sans-serif"><div style="max-width:560px;margin:0 auto">',
    paragraph(greeting),
    ...message.paragraphs.map(paragraph),
    ...(message.link
      ? [
          `<p style="margin:0 0 16px"><a href="${escaped(url ?? '')}" style="display:inline-block;padding:10px 18px;border-radius:8px;background:#3451d1;color:#fff;text-decoration:none">${escaped(message.link.label)}</a></p>`,
        ]
      : []),
    ...(occasion ? [`<p style="margin:0 0 16px">${escaped(when)}<br>${escaped(from)}</p>`] : []),
    ...(message.notYou ? [paragraph(message.notYou)] : []),
    `<p style="margin:24px 0 0;font-size:13px">${escaped(sender)}</p>`,
    '</div></body></html>',
  ].join('\n')
  return { subject: `${appName}: ${message.subject}`, text, html }
}
