/** Puts text on the clipboard, also over plain http, where the modern interface is missing. False when refused. */
export async function copyText(text: string, near: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // Beside the button, not at the end of the body: outside an open dialog everything is inert.
    const area = document.createElement('textarea')
    area.value = text
    area.className = 'sr-only'
    near.after(area)
    area.select()
    const copied = document.execCommand('copy')
    area.remove()
    near.focus()
    return copied
  }
}
