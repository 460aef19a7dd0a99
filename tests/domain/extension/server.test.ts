import { expect, test } from 'vitest'
import { originOf } from '@/extension/server'

test.each([
  ['localhost:4601', 'http://localhost:4601'],
  ['localhost:443', 'http://localhost:443'],
  [' 127.0.0.1:4600 ', 'http://127.0.0.1:4600'],
  ['https://localhost:4601', 'https://localhost:4601'],
  ['id.example.com', 'https://id.example.com'],
  ['id.example.com:8443/sign-in', 'https://id.example.com:8443'],
  ['http://id.example.com', null],
  ['ftp://localhost', null],
  ['', null],
  ['not an address', null],
])('"%s" typed as the address of the server is %s', (typed, origin) => {
  expect(originOf(typed)).toBe(origin)
})
