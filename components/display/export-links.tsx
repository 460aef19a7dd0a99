import { AnchorButton } from './button'

/** Takes a list away as a file: CSV for spreadsheets, JSON for programs. `href`: of the file, without its format. */
export function ExportLinks({ href }: { href: string }) {
  const as = (format: string) => `${href}${href.includes('?') ? '&' : '?'}format=${format}`
  return (
    <div className="flex flex-wrap items-center gap-2.5">
      <AnchorButton href={as('csv')} download>
        Export
      </AnchorButton>
      <AnchorButton href={as('json')} download>
        Export as JSON
      </AnchorButton>
    </div>
  )
}
