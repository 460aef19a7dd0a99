import fc from 'fast-check'

/** The part of JSON Schema that the API's document uses of what is sent. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  format?: string
  default?: unknown
}

/** Any value that a schema allows. `named`: those that it may lead to. Throws at what it cannot make, so that no limit is passed over. */
export function ofSchema(schema: Schema, named: Record<string, Schema> = {}): fc.Arbitrary<unknown> {
  const led = named[schema.$ref?.split('/').at(-1) ?? '']
  if (led) return ofSchema(led, named)
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => ofSchema(one, named)))
  if (Array.isArray(schema.type))
    return fc.oneof(...schema.type.map((type) => ofSchema({ ...schema, type }, named)))
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'null') return fc.constant(null)
  if (schema.type === 'string') return schema.format === 'date-time' ? moment : text(schema)
  if (schema.type === 'array' && schema.items) {
    const { items, minItems: minLength = 0, maxItems: maxLength = 100 } = schema
    return fc.array(ofSchema(items, named), { minLength, maxLength })
  }
  if (schema.type === 'object' && schema.properties) {
    const fields = Object.entries(schema.properties).map(
      ([name, one]) => [name, ofSchema(one, named)] as const,
    )
    return fc.record(Object.fromEntries(fields), {
      requiredKeys: schema.required ?? [],
      noNullPrototype: true,
    })
  }
  throw new Error(`Nothing is made of ${JSON.stringify(schema)}.`)
}

/** RFC 3339: with `Z`, or the difference from UTC. */
const moment = fc
  .tuple(
    fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true }),
    fc.constantFrom('Z', '+02:00', '-11:30'),
  )
  .map(([at, zone]) => at.toISOString().replace('Z', zone))

/** Lengths count code points. The shortest and the longest come as often as all others. */
function text({ minLength = 0, maxLength = 2000, pattern = '' }: Schema): fc.Arbitrary<string> {
  const allowed = new RegExp(pattern, 'u')
  const fits = (value: string) =>
    allowed.test(value) && [...value].length >= minLength && [...value].length <= maxLength
  if (pattern.startsWith('^')) return fc.stringMatching(allowed).filter(fits)
  const ofLength = (shortest: number, longest: number) =>
    fc.string({ unit: 'binary', minLength: shortest, maxLength: longest, size: 'max' })
  const any = fc.oneof(
    ofLength(minLength, maxLength),
    ofLength(minLength, minLength),
    ofLength(maxLength, maxLength),
  )
  return fc
    .oneof(
      any,
      any.map((value) => `${value.slice(0, -1)}\ufb1d`),
    )
    .filter(fits)
}
