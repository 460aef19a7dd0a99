import { CopyButton } from '../display/copy-button'
import { PrintButton, SaveButton } from '../display/save-buttons'

/** The recovery codes, readable as they are, with *Copy*, *Download* and *Print* where JavaScript runs. Paper gets these only. */
export function RecoveryCodes({
  codes,
  fileName,
  productName,
  account,
}: {
  codes: readonly string[]
  /** Such as `countersign-recovery-codes.txt`. */
  fileName: string
  productName: string
  /** Whose they are: the e-mail address. */
  account: string
}) {
  const heading = `${productName} recovery codes for ${account}`
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div data-print className="print:p-8">
        <p className="hidden pb-4 text-md font-semibold print:block">{heading}</p>
        <ul
          aria-label="Recovery codes"
          translate="no"
          className="grid gap-x-5 gap-y-2 rounded-md border border-border bg-sunken p-4 font-mono text-md font-medium sm:grid-cols-2"
        >
          {codes.map((code) => (
            <li key={code} className="whitespace-nowrap">
              {code}
            </li>
          ))}
        </ul>
        <p className="hidden pt-4 print:block">
          Each code works once. Keep them where you would keep a spare key.
        </p>
      </div>
      <div className="flex flex-wrap gap-2.5 noscript:hidden">
        <CopyButton text={codes.join('\n')} />
        <SaveButton fileName={fileName} text={`${heading}\nEach works once.\n\n${codes.join('\n')}\n`} />
        <PrintButton />
      </div>
    </div>
  )
}
