import { expect, test } from 'vitest'
import { networkOf } from '@/lib/records/attempts/address'

test('an IPv4 address is a place of its own, written as IPv6 too', () => {
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7')
  expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
  expect(networkOf('192.0.2.8')).not.toBe(networkOf('192.0.2.7'))
})

test('an IPv6 network of 64 bits is one place', () => {
  expect(networkOf('2001:db8:1:2:aaaa::1')).toBe(networkOf('2001:db8:1:2:bbbb::2'))
  expect(networkOf('2001:db8:1:2::1')).not.toBe(networkOf('2001:db8:1:3::1'))
})

test('what is no address is one place too, so that it is limited', () => {
  expect(networkOf('')).toBe('unknown')
  expect(networkOf('unix:/run/socket')).toBe('unknown')
})
