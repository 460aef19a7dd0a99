/**
 * The first name that stands twice in one object of this JSON, however it is escaped; null when each stands once. Parsers
 * differ in which of the two counts (RFC 8259 4), so that a check on the way here may have seen the other. The text is
 * JSON that was parsed already.
 */
export function repeatedName(json: string): string | null {
  const open: (Set<string> | null)[] = []
  let last = ''
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    if (token === '{') open.push(new Set())
    else if (token === '[') open.push(null)
    else if (token === '}' || token === ']') open.pop()
    else if (token !== ':') last = token
    else {
      const name: string = JSON.parse(last)
      const names = open.at(-1)
      if (names?.has(name)) return name
      names?.add(name)
    }
  }
  return null
}
