/** "Ada", "Ada and Ben", "Ada, Ben and 12 others": some names of so many people. */
export function listed(names: readonly string[], people: number): string {
  const more = people - names.length
  if (more > 0) return `${names.join(', ')} and ${more === 1 ? '1 other' : `${more} others`}`
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
