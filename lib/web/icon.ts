/** Where an app's icon is; null where a letter stands for it. Named by what is in it, so that browsers keep it. */
export const iconOf = ({ iconDigest }: { iconDigest: string | null }) =>
  iconDigest === null ? null : `/apps/icons/${iconDigest}`
