/** An organization's logo as a page of a sign-in shows it; undefined where it has none. */
export function logoOf(
  of: { logoDigest: string | null; organizationName: string | null } | null,
): { src: string; name: string } | undefined {
  if (!of?.logoDigest) return undefined
  return { src: `/logo/${of.logoDigest}`, name: of.organizationName ?? '' }
}
