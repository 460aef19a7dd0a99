/** The floor of first-load JavaScript: what Next and React need for a page that has no client code of its own. */
export default function PlainPage() {
  return <h1>Hello</h1>
}
