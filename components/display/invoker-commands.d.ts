import 'react'

// Invoker commands (HTML Standard, "the command attribute"): React passes them on but does not type them yet.
declare module 'react' {
  interface ButtonHTMLAttributes<T> {
    command?: 'show-modal' | 'close' | 'request-close' | undefined
    commandfor?: string | undefined
  }
}
