import type { Code } from '../codes'

/** What is said on the console instead, where the sentence of a code leads to a page. */
export const onConsole: Partial<Record<Code, string>> = {
  'request-over': 'This request has ended, was already decided or never existed. See "recovery list".',
  'decided-already':
    'You\'ve already decided on this request, or it\'s already approved. See "recovery list".',
}
