/** A form that asks for an address replaces its query: as inputs, the query is asked for again. */
export function QueryInputs({ of }: { of: string }) {
  return [...new URLSearchParams(queryOf(of))].map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ))
}

const queryOf = (address: string) => address.split('?')[1] ?? ''

/** An address of ours without its query. */
export const pathOf = (address: string) => address.split('?')[0] ?? ''
