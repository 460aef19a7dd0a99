import { expect, test } from 'vitest'
import { initials } from '../../../components/display/avatar'

test('initials are the first letters of the first and the last word, whole in any script', () => {
  const drawn = ['Ada', 'ada lovelace', 'Ada King Lovelace', "'t Hooft", '7 of 9', 'A b'].map(initials)
  expect(drawn).toEqual(['A', 'AL', 'AL', "'H", '79', 'AB'])
  // Letters of several code points, also where the first of them is an ASCII one.
  expect(['e\u0301va', 'q\u0303ena nu', 'ßa', 'ǆamila', 'की रि', '👩‍👩‍👧 x'].map(initials)).toEqual([
    ...['É', 'Q\u0303N', 'SS', 'Ǆ', 'कीरि', '👩‍👩‍👧X'],
  ])
  expect(['', '  '].map(initials)).toEqual(['?', '?'])
})
