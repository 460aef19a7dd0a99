/** What to do about what a mail server said to `doctor`. */
export function adviceOn(problem: string): string {
  if (/certificate|altnames/i.test(problem))
    return 'Its certificate is not trusted: put it, or that of whoever signed it, into a file in PEM format and set SMTP_CA_FILE to that file.'
  // RFC 4954 6, and what nodemailer says of its own.
  if (/^(invalid login|missing credentials)|(?<![:.\d])53[0458][ -]/i.test(problem))
    return 'Check SMTP_USER and SMTP_PASSWORD.'
  return 'Check SMTP_URL. Ports 25 and 587 go with smtp://, port 465 with smtps://.'
}
