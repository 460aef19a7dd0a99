import { escaped } from '@/lib/html'
import { guide } from '@/lib/messages/api/guide'
import { anchorOf, notation, type Schema } from './notation'
import { openApiDocument, summary } from './openapi'

type Operation = {
  summary: string
  description?: string
  security: { bearer: string[] }[]
  parameters?: { name: string; in: string; schema: Schema; example?: unknown }[]
  requestBody?: { content: { 'application/json': { schema: Schema; example?: unknown } } }
  responses: Record<
    string,
    { description: string; content?: Record<string, { schema: Schema; example?: unknown }> }
  >
}

const prose = (text: string) =>
  escaped(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replaceAll('\n\n', '<br>')

const typed = (schema: Schema) => `<pre><code>${notation(schema)}</code></pre>`

/** The reference for people, of the same document: one page without scripts, in the system's own fonts. */
export function apiReference(appName: string, origin: string, nonce: string): string {
  const document = openApiDocument(appName, origin) as {
    info: { title: string }
    servers: { url: string }[]
    paths: Record<string, Record<string, Operation>>
    components: { schemas: Record<string, Schema> }
  }
  const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const base = document.servers[0]?.url ?? ''
  const idOf = (method: string, path: string) => `${method}${path.replace(/[^A-Za-z]+/g, '-')}`.toLowerCase()
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(document.info.title)}</title>
<style nonce="${nonce}">${style}</style></head>
<body><main>
<h1>${escaped(document.info.title)}</h1>
<p>${escaped(summary)}</p>
<p>Base address: <code>${escaped(base)}</code>. As a document for programs:
<a href="/api/v1/openapi.json">openapi.json</a>.</p>
${guide
  .map(
    ({ title, text }) =>
      `<h2>${escaped(title)}</h2><ul>${text.map((item) => `<li>${prose(item)}</li>`).join('')}</ul>`,
  )
  .join('\n')}
<h2>Calls</h2>
<nav aria-label="Calls"><ul>${calls
    .map(({ method, path }) => `<li><a href="#${idOf(method, path)}">${method} ${escaped(path)}</a></li>`)
    .join('')}</ul></nav>
${calls.map(({ method, path, operation }) => section(idOf(method, path), { base, method, path }, operation)).join('\n')}
<h2 id="schemas">Schemas</h2>
${Object.entries(document.components.schemas)
  .map(([name, schema]) => `<h3 id="${anchorOf(escaped(name))}">${escaped(name)}</h3>${typed(schema)}`)
  .join('\n')}
</main></body></html>
`
}

/** The call as it is typed at a console, with the example of the document. */
function curl(
  { base, method, path }: { base: string; method: string; path: string },
  { security, parameters = [], requestBody }: Operation,
): string {
  const given = (place: string) => parameters.filter((one) => one.in === place && one.example !== undefined)
  const filled = given('path').reduce(
    (way, { name, example }) => way.replace(`{${name}}`, String(example)),
    path,
  )
  const query = new URLSearchParams(given('query').map(({ name, example }) => [name, String(example)]))
  const body = requestBody?.content['application/json'].example
  return [
    `curl${method === 'GET' ? '' : ` -X ${method}`} '${base}${filled}${query.size > 0 ? `?${query}` : ''}'`,
    ...security.map(
      ({ bearer }) => `-H "Authorization: Bearer ${bearer.length > 0 ? '$API_KEY' : '$ACCESS_TOKEN'}"`,
    ),
    ...(body === undefined ? [] : ["-H 'Content-Type: application/json'", `-d '${JSON.stringify(body)}'`]),
  ].join(' \\\n  ')
}

const json = (value: unknown) => `<pre><code>${escaped(JSON.stringify(value, null, 2))}</code></pre>`

function section(
  id: string,
  call: { base: string; method: string; path: string },
  operation: Operation,
): string {
  const { method, path } = call
  const { summary, description, security, parameters = [], requestBody, responses } = operation
  const query = parameters.filter((one) => one.in === 'query')
  const fields = Object.fromEntries(query.map(({ name, schema }) => [name, schema]))
  const rows = Object.entries(responses).map(([status, { description, content }]) => {
    const { schema, example } = content?.['application/json'] ?? {}
    const shown = `${schema ? typed(schema) : ''}${example === undefined ? '' : json(example)}`
    return `<dt>${status}</dt><dd>${prose(description)}${shown}</dd>`
  })
  return `<section aria-labelledby="${id}"><h2 id="${id}">${method} ${escaped(path)}</h2>
<p>${prose(summary)}${security.length > 0 ? ' Takes <code>Authorization: Bearer</code> with an access token.' : ''}${description ? ` ${prose(description)}` : ''}</p>
${query.length > 0 ? `<h3>Query</h3>${typed({ type: 'object', properties: fields })}` : ''}
${requestBody ? `<h3>Body</h3>${typed(requestBody.content['application/json'].schema)}` : ''}
<h3>Example</h3><pre><code>${escaped(curl(call, operation))}</code></pre>
<h3>Answers</h3><dl>${rows.join('')}</dl></section>`
}

const style = `
:root { color-scheme: light dark; --line: light-dark(#e3e3e8, #292930); --soft: light-dark(#f1f1f3, #1b1b21) }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; background: light-dark(#fff, #0c0c0f); color: light-dark(#17171c, #f1f1f4) }
main { max-width: 52rem; margin: 0 auto; padding: 2rem 1rem 4rem }
section { border-top: 1px solid var(--line); margin-top: 2rem }
a { color: light-dark(#2b47c4, #9db0ff) }
h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere }
pre { padding: .75rem; border-radius: .5rem; background: var(--soft); white-space: pre-wrap; font-size: .85rem }
code { overflow-wrap: anywhere }
pre i { color: light-dark(#5f5f6b, #a2a2ad) }
dt { font-weight: 600; margin-top: .75rem }
dd { margin: 0 }
nav ul { padding-left: 1.2rem }
`
