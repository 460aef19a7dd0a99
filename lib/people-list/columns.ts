/** The column that each part of a person stands in; -1 where there is none. */
export type Columns = { email: number; full: number; first: number; last: number }

/*
 * How spreadsheets and directories head these columns, in English, German, French, Spanish, Italian and Dutch: without
 * accents, spaces and signs.
 */
const words = {
  email:
    'email mail emailaddress mailaddress emailadresse mailadresse emailadressen epost epostadresse courriel courrielprofessionnel adresseemail adressemail adressecourriel adresseelectronique correo correoelectronico direcciondecorreo direcciondecorreoelectronico direccionemail indirizzoemail postaelettronica emailadres mailadres workemail primaryemail useremail loginemail email1value email1 userprincipalname upn',
  full: 'fullname displayname vollername vollstandigername anzeigename nomcomplet nometprenom prenometnom nomprenom prenomnom nombrecompleto nombreyapellido nombreyapellidos nomecompleto volledigenaam person employee mitarbeiter contact kontakt',
  first:
    'firstname givenname forename vorname rufname prenom prenoms primernombre nombredepila voornaam fornavn',
  last: 'lastname surname familyname nachname familienname zuname nomdefamille apellido apellidos primerapellido cognome achternaam etternavn',
  /** The whole name, or what is left of it beside a column with the rest. */
  either: 'name nom nombre nome naam',
}

const known = Object.fromEntries(
  Object.entries(words).map(([part, list]) => [part, new Set(list.split(' '))]),
)

const plain = (heading: string) =>
  heading
    .normalize('NFD')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]/g, '')

/** Which columns a row of headings names; null where none of them is for addresses: then it is no row of headings. */
export function columnsOf(headings: readonly string[]): Columns | null {
  const found = headings.map(plain)
  const at = (part: string) => found.findIndex((heading) => known[part]?.has(heading))
  const [email, full, first, last, either] = ['email', 'full', 'first', 'last', 'either'].map(at)
  if (email === undefined || email < 0) return null
  const columns = { email, full: full ?? -1, first: first ?? -1, last: last ?? -1 }
  if (either === undefined || either < 0) return columns
  if (columns.first >= 0 && columns.last < 0) return { ...columns, last: either }
  if (columns.last >= 0 && columns.first < 0) return { ...columns, first: either }
  return columns.full < 0 && columns.first < 0 ? { ...columns, full: either } : columns
}

/** Name and address in a row, as they stand there. */
export function personIn(row: readonly string[], columns: Columns): { name: string; email: string } {
  const cell = (column: number) => row[column]?.trim() ?? ''
  const parts = [cell(columns.first), cell(columns.last)].filter((part) => part !== '')
  return { name: cell(columns.full) || parts.join(' '), email: cell(columns.email) }
}
