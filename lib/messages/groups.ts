import { mostCounted } from '../figures'

/** How many people are in a group, as far as they are counted. */
export function peopleInWords(people: number): string {
  if (people >= mostCounted) return `${mostCounted.toLocaleString('en-US')} or more people`
  return people === 1 ? '1 person' : `${people} people`
}
