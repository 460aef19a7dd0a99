import { escaped } from '@/lib/html'

/** The part of JSON Schema that the document uses. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  format?: string
  minLength?: number
  maxLength?: number
}

/** Where a named schema stands on the page. */
export const anchorOf = (name: string) => `schema-${name}`

/**
 * A schema as people write a type down, in HTML for a `pre`: a field per line, `?` for one that may be left out, names
 * that lead to their schemas. Throws at what it cannot write, so that none is silently taken for anything.
 */
export function notation(schema: Schema, indent = ''): string {
  if (schema.$ref) {
    const name = escaped(schema.$ref.split('/').at(-1) ?? '')
    return `<a href="#${anchorOf(name)}">${name}</a>`
  }
  if ('const' in schema) return literal(schema.const)
  if (schema.enum) return schema.enum.map(literal).join(' | ')
  if (schema.anyOf) return schema.anyOf.map((one) => notation(one, indent)).join(' | ')
  if (Array.isArray(schema.type))
    return schema.type.map((type) => notation({ ...schema, type }, indent)).join(' | ')
  if (schema.type === 'array') {
    const { items = {} } = schema
    const one = notation(items, indent)
    return items.anyOf || items.enum || Array.isArray(items.type) ? `(${one})[]` : `${one}[]`
  }
  if (schema.type === 'object') return object(schema, indent)
  if (schema.type && ['string', 'boolean', 'null', 'integer', 'number'].includes(schema.type))
    return schema.type
  throw new Error(`There is no notation for ${JSON.stringify(schema)}.`)
}

function object({ properties, required = [], additionalProperties }: Schema, indent: string): string {
  const inner = `${indent}  `
  if (properties) {
    const lines = Object.entries(properties).map(([name, one]) => {
      const limits = limitsOf(one)
      const field = `${inner}${escaped(name)}${required.includes(name) ? '' : '?'}: ${notation(one, inner)}`
      return limits ? `${field}  <i>${limits}</i>` : field
    })
    return `{\n${lines.join('\n')}\n${indent}}`
  }
  if (typeof additionalProperties === 'object')
    return `{ [name: string]: ${notation(additionalProperties, indent)} }`
  throw new Error('There is no notation for an object without properties.')
}

/** What a string's type does not say of it. */
function limitsOf({ format, minLength = 0, maxLength }: Schema): string {
  const most =
    maxLength === undefined ? '' : `${minLength > 0 ? `${minLength} to` : 'at most'} ${maxLength} characters`
  const length = most || (minLength > 0 ? 'not empty' : '')
  return [format === 'date-time' ? 'date and time, RFC 3339' : (format ?? ''), length]
    .filter(Boolean)
    .join(', ')
}

const literal = (value: unknown) => escaped(JSON.stringify(value))
