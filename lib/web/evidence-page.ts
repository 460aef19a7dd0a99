import { type Manifest, signatureName } from '@/lib/evidence/manifest'
import { policyInWords } from '@/lib/messages/policy'
import type { EvidenceContent } from '@/lib/queries/evidence/content'
import { escaped } from '../html'
import { momentsIn } from '../zone'
import { personCells } from './export-cells'

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:90rem;margin:2rem auto;padding:0 1rem;color:#18181b;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}dt{color:#52525b}dd{margin:0 0 .5rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .5rem;border-bottom:1px solid #e4e4e7;vertical-align:top}
.wide{overflow-x:auto}
code{overflow-wrap:anywhere}@media print{body{margin:0}}`

/** The page of a pack for people: what is in it and how to check it. It stands alone, and loads and runs nothing. */
export function evidencePage(
  { organization, takenAt, takenBy, period, auditEntries, server, key }: Omit<Manifest, 'files'>,
  { policy, people }: EvidenceContent,
): string {
  const zone = policy.timeZone
  const rule = policyInWords({
    ...{ who: policy.policyWho, from: policy.policyFrom, begun: policy.begun, zone },
    groups: policy.groups.map(({ name }) => name),
  })
  const facts: [string, string][] = [
    ['Taken', `${inZone(zone, takenAt)} by ${takenBy.name} (${takenBy.email})`],
    ['Two-factor policy', rule],
    [
      'Audit log',
      `${auditEntries} ${auditEntries === 1 ? 'entry' : 'entries'}, from ${inZone(zone, period.from)} up to ${inZone(zone, period.until)}, in audit.jsonl`,
    ],
    ['Server', server],
    ['Signed with the key', key],
  ]
  const title = `Evidence of ${organization.name}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<dl>
${facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('\n')}
</dl>
<p>Check that nothing was changed since with <code>countersign evidence verify FILE --key KEY</code> and the server’s public key. ${escaped(signatureName)} is an Ed25519 signature of manifest.json, which has the SHA-256 of every other file.</p>
<h2>People (${people.length})</h2>
${peopleTable(people, zone)}
</body>
</html>
`
}

/** What no one has anything in is left out: the whole of it is in people.csv. */
function peopleTable(people: EvidenceContent['people'], zone: string): string {
  const rows = people.map((person) => Object.entries(personCells(person)))
  const [first] = rows
  if (!first) return '<p>No one.</p>'
  const used = first.flatMap(([name], n) => (rows.some((row) => (row[n]?.[1] ?? '') !== '') ? [name] : []))
  const moment = momentsIn(zone)
  const cell = (value: unknown) =>
    `<td>${escaped(value instanceof Date ? moment(value) : String(value ?? ''))}</td>`
  const head = used.map((name) => `<th scope="col">${escaped(name)}</th>`)
  const body = rows.map((row) => {
    const cells = row.filter(([name]) => used.includes(name))
    return `<tr>${cells.map(([, value]) => cell(value)).join('')}</tr>`
  })
  return `<p>Times are in ${escaped(zone)}.</p>
<div class="wide">
<table>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
</div>`
}

const inZone = (zone: string, at: string) => `${momentsIn(zone)(new Date(at))} (${zone})`
