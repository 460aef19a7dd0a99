import { escaped } from '@/lib/html'
import { messages } from '@/lib/messages/mail/catalogue'
import type { DueLetter } from '@/lib/messages/mail/letter'
import { type Advice, type Message, type MessageLink, moment } from '@/lib/messages/mail/message'

/** Both bodies of an email. */
export type Rendered = { subject: string; text: string; html: string }

type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'lines'; lines: string[] }
  | { kind: 'command'; command: string }
  | ({ kind: 'button' | 'link' } & { label: string; url: string })

/**
 * What the email says, as plain text and as HTML. `alone`: to the only admin of an organization. `appUrl`: where its links
 * lead; no header has a say in that.
 */
export function render(letter: DueLetter, alone: boolean, appName: string, appUrl: URL): Rendered {
  const write = messages[letter.name] as (
    facts: Record<string, unknown>,
    occasion: DueLetter['occasion'],
    merged: number,
  ) => Message
  const message = write(letter.facts, letter.occasion, letter.merged)
  const subject = `${appName}: ${message.subject}`
  const blocks = blocksOf(message, letter, alone, appUrl)
  const sender = `${appName}, ${appUrl.origin}`
  return { subject, text: asText(blocks, sender), html: asHtml(blocks, subject, sender) }
}

/** What there is to read, in order: what happened, the next step, when and where, and what to do if it was not you. */
function blocksOf(message: Message, { to, occasion }: DueLetter, alone: boolean, appUrl: URL): Block[] {
  const paragraph = (said: Advice): Block => ({
    kind: 'paragraph',
    text: typeof said === 'string' ? said : alone ? said.alone : said.others,
  })
  const linked = (kind: 'button' | 'link', { label, path }: MessageLink): Block => ({
    ...{ kind, label },
    url: new URL(path, appUrl).href,
  })
  const { client, address } = occasion
  const from = address === '' ? "From: the server's console" : `From: ${client}, ${address}`
  return [
    paragraph(`Hello ${to.name},`),
    ...message.paragraphs.map(
      (part): Block =>
        typeof part === 'object' && 'command' in part ? { kind: 'command', ...part } : paragraph(part),
    ),
    ...(message.link ? [linked('button', message.link)] : []),
    ...(message.withoutOccasion
      ? []
      : [{ kind: 'lines' as const, lines: [`When: ${moment(occasion.at)}`, from] }]),
    ...(message.notYou ? [paragraph(message.notYou)] : []),
    ...(message.notYouLink ? [linked('link', message.notYouLink)] : []),
    ...(message.alsoLink ? [linked('link', message.alsoLink)] : []),
  ]
}

// RFC 5322 2.1.1 recommends 78 at most; this leaves room for a reply's quotation marks.
const widestLine = 72

function asText(blocks: Block[], sender: string): string {
  const texts = blocks.map((block) => {
    if (block.kind === 'paragraph') return wrapped(block.text)
    if (block.kind === 'lines') return block.lines.map(wrapped).join('\n')
    if (block.kind === 'command') return `  ${block.command}`
    return `${wrapped(`${block.label}:`)}\n${block.url}`
  })
  return [...texts, `-- \n${sender}`].join('\n\n')
}

/** Breaks between words; a word that is longer than a line, such as an address, stays whole. */
function wrapped(text: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > widestLine) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}

const paragraphStyle = 'margin:0 0 16px;overflow-wrap:anywhere'

const buttonStyle =
  'display:inline-block;padding:10px 18px;border-radius:8px;background:#3451d1;color:#ffffff;text-decoration:none'

function asHtml(blocks: Block[], subject: string, sender: string): string {
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title>`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    '<style>:root{color-scheme:light dark}</style></head>',
    '<body style="margin:0;padding:32px 16px;font:16px/1.5 system-ui,-apple-system,Segoe UI,Roboto,Arial,sans-serif">',
    '<div style="max-width:560px;margin:0 auto">',
    ...blocks.map(blockAsHtml),
    `<p style="margin:24px 0 0;font-size:14px">${escaped(sender)}</p>`,
    '</div></body></html>',
  ].join('\n')
}

function blockAsHtml(block: Block): string {
  if (block.kind === 'paragraph') return `<p style="${paragraphStyle}">${escaped(block.text)}</p>`
  if (block.kind === 'lines')
    return `<p style="${paragraphStyle}">${block.lines.map(escaped).join('<br>')}</p>`
  if (block.kind === 'command')
    return `<p style="${paragraphStyle};font-family:ui-monospace,Consolas,monospace;font-size:14px">${escaped(block.command)}</p>`
  const url = escaped(block.url)
  const label = escaped(block.label)
  // The address as text as well: to be read before it is followed, and copied where links are taken out.
  return block.kind === 'button'
    ? `<p style="margin:0 0 8px"><a href="${url}" style="${buttonStyle}">${label}</a></p>\n<p style="${paragraphStyle};font-size:14px">Or open this address:<br>${url}</p>`
    : `<p style="${paragraphStyle}"><a href="${url}">${label}</a><br><span style="font-size:14px">${url}</span></p>`
}
