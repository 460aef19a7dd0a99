import { join } from 'node:path'
import { type ICruiseResult, cruise as run } from 'dependency-cruiser'
import extractConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { arrows } from './arrows'

const top = join(import.meta.dirname, '..', '..', '..')

/** Which arrows are broken by what lies in these folders below `base`: the rule, who, and whom. */
export async function broken(
  base: string,
  folders: string[],
): Promise<{ rule: string; from: string; to: string }[]> {
  const tsConfig = extractConfig(join(top, 'tsconfig.json'))
  const { output } = await run(
    folders,
    {
      ...{ baseDir: base, validate: true, ruleSet: { forbidden: arrows } },
      ...{ tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' } },
    },
    { extensions: ['.ts', '.tsx', '.mjs', '.js'], alias: { '@': base } },
    { tsConfig },
  )
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => ({
    rule: rule.name,
    from,
    to,
  }))
}
