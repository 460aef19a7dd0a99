/** What Next hands to a page. */
export type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }
export type PagePropsOf<Params extends Record<string, string>> = PageProps & { params: Promise<Params> }

/** A query parameter that was given once. */
export const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined)
