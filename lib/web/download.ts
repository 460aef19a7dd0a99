import { setImmediate as turn } from 'node:timers/promises'
import { stringify } from 'csv-stringify/sync'

export type Cell = string | number | Date | null

export type Download<Row> = {
  /** Without its ending. */
  name: string
  format: 'csv' | 'json'
  pages: AsyncGenerator<Row[]>
  /** The columns by their headings, and what stands in them. */
  cells: (row: Row) => Record<string, Cell>
}

/**
 * A file that is made while it is sent, a page of rows at a time. CSV begins with a byte order mark, by which Excel knows
 * UTF-8, and has no cell that a spreadsheet takes for a formula (ASVS 1.2.10), nor one that takes semicolons for the ends of
 * cells, as Excel does where a comma stands in numbers.
 */
export function download<Row>({ name, ...listed }: Download<Row>): Response {
  const { type, parts } = fileOf(listed)
  return attachment(`${name}.${listed.format}`, type, parts)
}

export const mediaTypes = { csv: 'text/csv; charset=utf-8', json: 'application/json' } as const

/** What is in it, part by part, and its media type. */
export function fileOf<Row>({ format, pages, cells }: Omit<Download<Row>, 'name'>): {
  type: string
  parts: AsyncGenerator<string, void>
} {
  return {
    type: mediaTypes[format],
    parts: format === 'csv' ? csvParts(pages, cells) : jsonParts(pages, cells),
  }
}

/** A file that is sent as its parts are made: the next one once the last was taken. */
export function attachment(
  name: string,
  type: string,
  parts: AsyncGenerator<string | Uint8Array, void>,
): Response {
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await parts.next()
      if (done) controller.close()
      else controller.enqueue(Buffer.from(value))
    },
    async cancel() {
      await parts.return(undefined)
    },
  })
  return new Response(body, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    },
  })
}

const said = (cell: Cell) => (cell instanceof Date ? cell.toISOString() : cell)

/** The text of a CSV file, a page of rows at a time. */
export async function* csvParts<Row>(
  pages: AsyncIterable<Row[]> | Iterable<Row[]>,
  cells: (row: Row) => Record<string, Cell>,
): AsyncGenerator<string, void> {
  let first = true
  for await (const page of pages) {
    const rows = page.map((row) => Object.entries(cells(row)))
    const heading = first && rows[0] ? [rows[0].map(([name]) => name)] : []
    yield stringify([...heading, ...rows.map((row) => row.map(([, cell]) => plain(said(cell))))], {
      ...{ bom: first, escape_formulas: true, record_delimiter: 'windows' },
    })
    first = false
  }
}

/** So many rows are written at once: others have their turn in between. */
const atOnce = 500

/** Rows that are there already as `csvParts` takes them. */
export async function* inPages<Row>(rows: readonly Row[]): AsyncGenerator<Row[], void> {
  for (let from = 0; from < rows.length; from += atOnce) {
    yield rows.slice(from, from + atOnce)
    await turn()
  }
}

/** What would begin a formula, if a cell ended at the semicolon before it. */
const afterSemicolon = /(;[\s"']*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g

/** No line break: some programs read one in a cell as the end of the row. */
const plain = (cell: string | number | null) =>
  typeof cell === 'string'
    ? cell
        .replace(/[\r\n\t]+/g, ' ')
        .trim()
        .replace(afterSemicolon, "$1'")
    : (cell ?? '')

async function* jsonParts<Row>(
  pages: AsyncGenerator<Row[]>,
  cells: (row: Row) => Record<string, Cell>,
): AsyncGenerator<string, void> {
  let before = '[\n'
  for await (const page of pages) {
    yield before + page.map((row) => JSON.stringify(cells(row))).join(',\n')
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}
