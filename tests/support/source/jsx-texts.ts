import { parseAst } from 'vitest/node'

type Node = { type: string; start: number; end: number } & Record<string, unknown>

/** Elements whose children are text for the most part: what a name in braces stands for there is a text as well. */
const holdsText = /^(a|b|button|dd|dt|em|h[1-6]|label|legend|li|p|small|span|strong|summary|td|th)$/

/**
 * Where a browser's translation would break a page: it moves texts into elements of its own, and React then looks for a
 * text where it put it. So beside other children no text may come and go, and none may stand behind an element that
 * comes and goes; in an element of its own it may. Each offence is the source from the one child to the other.
 */
export function fragileTexts(source: string): string[] {
  const found: string[] = []
  const visit = (node: unknown) => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (typeof node !== 'object' || node === null) return
    const { type } = node as Node
    if (type === 'JSXElement' || type === 'JSXFragment') found.push(...offences(node as Node, source))
    Object.values(node).forEach(visit)
  }
  visit(parseAst(source, { lang: 'tsx' }))
  return found
}

function offences(element: Node, source: string): string[] {
  const tag = String(((element.openingElement as Node | undefined)?.name as Node | undefined)?.name ?? '')
  const children = (element.children as Node[]).filter(isDrawn)
  return children.flatMap((child, n) => {
    const next = children[n + 1]
    const until = (last: Node) => source.slice(child.start, last.end).replace(/\s+/g, ' ')
    if (children.length > 1 && comesAndGoes(child, isText)) return [until(child)]
    return next && comesAndGoes(child, isElement) && isBareText(next, tag) ? [until(next)] : []
  })
}

const expressionOf = (child: Node) =>
  child.type === 'JSXExpressionContainer' ? (child.expression as Node) : null

function isDrawn(child: Node): boolean {
  if (child.type === 'JSXText') return String(child.value).trim() !== ''
  return expressionOf(child)?.type !== 'JSXEmptyExpression'
}

const isText = ({ type, value }: Node) =>
  type === 'TemplateLiteral' || (type === 'Literal' && typeof value === 'string')
const isElement = ({ type }: Node) => type === 'JSXElement' || type === 'JSXFragment'

/** Whether an expression is sometimes one of these and sometimes nothing, or another kind of thing. */
function comesAndGoes(child: Node, kind: (node: Node) => boolean): boolean {
  const expression = expressionOf(child)
  if (expression?.type === 'LogicalExpression')
    return expression.operator === '&&' && kind(expression.right as Node)
  if (expression?.type !== 'ConditionalExpression') return false
  const [one, other] = [expression.consequent as Node, expression.alternate as Node]
  return kind(one) !== kind(other)
}

function isBareText(child: Node, tag: string): boolean {
  if (child.type === 'JSXText') return true
  const expression = expressionOf(child)
  if (!expression) return false
  return (
    isText(expression) || (holdsText.test(tag) && !isElement(expression) && !comesAndGoes(child, isElement))
  )
}
