import Bowser from 'bowser'

/**
 * "Firefox on Linux" for a User-Agent header. Names come from the parser's own list, never from the header, so that
 * a hostile one says nothing; what is not known is an "Unknown browser".
 */
export function describeClient(userAgent: string): string {
  if (userAgent === '') return 'Console'
  const { browser, os } = Bowser.parse(userAgent.slice(0, 512))
  const known = Object.values(Bowser.BROWSER_MAP).includes(browser.name ?? '')
  const system = Object.values(Bowser.OS_MAP).includes(os.name ?? '') ? ` on ${os.name}` : ''
  return `${known ? browser.name : 'Unknown browser'}${system}`
}
