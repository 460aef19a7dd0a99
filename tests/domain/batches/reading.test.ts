import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { mostPeopleAtOnce } from '@/lib/figures'
import { decode } from '@/lib/people-list/decode'
import { readList } from '@/lib/people-list/read'

const said = (text: string) => {
  const list = readList(text)
  if ('problem' in list) return list.problem
  return list.people.map(({ name, email, problem }) => `${name} <${email}>${problem ? ` ${problem}` : ''}`)
}

/** A file as a spreadsheet writes it. */
const inFile = (file: Buffer) => {
  const decoded = decode(file)
  return 'problem' in decoded ? decoded.problem : said(decoded.text)
}

const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16()
const windows1252 = (text: string) =>
  Buffer.from([...text].map((one) => (one === '€' ? 0x80 : (one.codePointAt(0) ?? 0))))

test('what is pasted is read however people write it', () => {
  const both = ['Ben Okafor <ben@example.com>', 'Chloé Martin <chloe@example.com>']
  for (const text of [
    'Ben Okafor <ben@example.com>\nChloé Martin <chloe@example.com>',
    'Ben Okafor <ben@example.com>, Chloé Martin <CHLOE@example.com>,',
    'Ben Okafor <ben@example.com>; Chloé Martin <chloe@example.com>;\r\n\r\n',
    '"Okafor, Ben" <ben@example.com>\n"Martin, Chloé" <chloe@example.com>'.replace(
      /"(\w+), (.+?)"/g,
      '$1, $2',
    ),
    'Ben Okafor, ben@example.com\nChloé Martin\tchloe@example.com',
    'ben@example.com; Ben Okafor\nchloe@example.com; Chloé Martin',
    'ben@example.com, Ben Okafor, chloe@example.com, Chloé Martin',
    'Ben Okafor ben@example.com\nChloé Martin (chloe@example.com)',
    'mailto:ben@example.com, Ben Okafor\r"Chloé Martin" <mailto:chloe@example.com>',
    'sep=;\nE-Mail;Vorname;Name\nben@example.com;Ben;Okafor\nchloe@example.com;Chloé;Martin',
  ])
    expect([text, said(text)]).toEqual([text, both])
  expect(said('ben.okafor@example.com; chloe@example.com')).toEqual([
    'Ben Okafor <ben.okafor@example.com>',
    'Chloe <chloe@example.com>',
  ])
  expect(said('"Okafor, Ben" <ben@example.com>')).toEqual(['Okafor, Ben <ben@example.com>'])
})

test('each row says what is wrong with it, and the others stay', () => {
  expect(
    said('Ben <ben@example.com>\nNobody\nben@exa mple.com\nBEN@EXAMPLE.COM\n\u200b <x@example.com>'),
  ).toEqual([
    'Ben <ben@example.com>',
    ' <Nobody> not-an-address',
    'mple.com <ben@exa>',
    'Ben <ben@example.com> twice',
    'X <x@example.com>',
  ])
  expect(said(`${'x'.repeat(101)} <ben@example.com>`)).toEqual([
    `${'x'.repeat(101)} <ben@example.com> name-refused`,
  ])
  expect(said('Email,Name\n,Ben\nben@example,Ben\n=1+1,Eve')).toEqual([
    'Ben <> not-an-address',
    'Ben <ben@example>',
    'Eve <=1+1> not-an-address',
  ])
})

test('columns are found by their names', () => {
  const headings = {
    'Name,Email': 'Ben Okafor,ben@example.com',
    'E-mail;Full name;Phone': 'ben@example.com;Ben Okafor;123',
    'Nachname;Vorname;E-Mail-Adresse': 'Okafor;Ben;ben@example.com',
    'Prénom;Nom;Adresse e-mail': 'Ben;Okafor;ben@example.com',
    'Nombre,Apellidos,Correo electrónico': 'Ben,Okafor,ben@example.com',
    'Nome;Cognome;Indirizzo email': 'Ben;Okafor;ben@example.com',
    'Department\tFirst Name\tLast Name\tWork Email': 'IT\tBen\tOkafor\tben@example.com',
    '"Display name","User principal name"': '"Ben Okafor","ben@example.com"',
    'id,EMAIL ADDRESS ,Given_Name,Family_Name': '7,ben@example.com,Ben,Okafor',
  }
  for (const [heading, row] of Object.entries(headings))
    expect([heading, said(`${heading}\n${row}\n`)]).toEqual([heading, ['Ben Okafor <ben@example.com>']])
  // Quoted cells with separators and line ends, rows that are too short, and a quote that nobody closed.
  expect(said('Name,Email\n"Okafor, Ben\nJr.",ben@example.com\nEve\n"Ada "" X",ada@example.com')).toEqual([
    'Okafor, Ben Jr. <ben@example.com>',
    'Eve <> not-an-address',
    'Ada " X <ada@example.com>',
  ])
  expect(said('Name;Email\n"Ben;ben@example.com\nEve;eve@example.com')).toEqual([
    '"Ben <ben@example.com>',
    'Eve <eve@example.com>',
  ])
})

test('files of Excel, Numbers and LibreOffice are read in each of their encodings', () => {
  const table = 'Name;E-Mail\r\nChloé Müller;chloe@example.com\r\n"Zoë € Ruiz";zoe@example.com\r\n'
  const people = ['Chloé Müller <chloe@example.com>', 'Zoë € Ruiz <zoe@example.com>']
  const files = {
    'UTF-8': Buffer.from(table),
    'UTF-8 with a mark': Buffer.from(`\ufeff${table}`),
    'UTF-16 LE with a mark': Buffer.from(`\ufeff${table}`, 'utf16le'),
    'UTF-16 BE with a mark': bigEndian(`\ufeff${table}`),
    'UTF-16 LE': Buffer.from(table, 'utf16le'),
    'UTF-16 BE': bigEndian(table),
    'Windows-1252': windows1252(table),
    'Windows-1252, line ends of old Macs': windows1252(table.replaceAll('\r\n', '\r')),
    'with commas': Buffer.from(table.replaceAll(';', ',')),
    'with tabs, as Unicode text': Buffer.from(`\ufeff${table.replaceAll(';', '\t')}`, 'utf16le'),
  }
  for (const [name, file] of Object.entries(files)) expect([name, inFile(file)]).toEqual([name, people])
})

test('what is no list in plain text is told apart and never unpacked', () => {
  const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(200, 'ben@example.com\n')])
  expect(inFile(zip)).toBe('list-workbook')
  expect(inFile(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe('list-workbook')
  for (const file of [
    gzipSync('Name,Email\nBen,ben@example.com'),
    Buffer.from('%PDF-1.7\n\u0000\u0001'),
    Buffer.from('Name,Email\nBen\u0000,ben@example.com'),
    Buffer.from('\ufeffName,Email\nBen\u0000,ben@example.com', 'utf16le'),
    Buffer.from('Name,Email\n\u001b[31mBen,ben@example.com'),
    Buffer.from([0xff, 0xfe, 0x41]),
  ])
    expect([file, inFile(file)]).toEqual([file, 'list-unreadable'])
})

test('a list has its limits', () => {
  const lines = Array.from({ length: mostPeopleAtOnce }, (_, n) => `p${n}@example.com`).join('\n')
  expect(said(lines)).toHaveLength(mostPeopleAtOnce)
  expect(said(`${lines}\none-more@example.com`)).toBe('list-too-long')
  expect(said(`Email\n${lines}`)).toHaveLength(mostPeopleAtOnce)
  expect(said(`Email\n${lines}\none-more@example.com`)).toBe('list-too-long')
  for (const text of ['', ' \n\r\n\t', '\ufeff', 'Name,Email\n', 'Name,Email\n,\n'])
    expect([text, said(text)]).toEqual([text, 'list-empty'])
  expect(said(`Ben <ben@example.com>, ${'x'.repeat(10_000)}`)).toBe('list-line-long')
  expect(said('<"'.repeat(4_900))).toHaveLength(1)
})
