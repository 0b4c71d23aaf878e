/** One `KEYWORD["text",1.5,CHILD[…]]` of OGC well-known text. */
export interface WktNode {
  /** Upper case. */
  readonly keyword: string
  /** Quoted texts and bare words, in order. */
  readonly texts: readonly string[]
  readonly numbers: readonly number[]
  readonly children: readonly WktNode[]
}

/** The longest of EPSG's definitions has under 8 000 characters and 10 levels; beyond that it is no .prj. */
const MAX_CHARACTERS = 65_536
const MAX_DEPTH = 32

const TOKEN = /\s*(?:"((?:[^"]|"")*)"|([A-Za-z_][A-Za-z0-9_]*)|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|([[\](),]))/y

interface Token {
  readonly type: 'text' | 'word' | 'number' | 'mark'
  readonly value: string
}

class Tokens {
  private readonly source: string
  private at = 0
  constructor(source: string) {
    this.source = source
  }

  /** null at the end and where the text is no WKT. */
  peek(): Token | null {
    const before = this.at
    const token = this.next()
    this.at = before
    return token
  }

  next(): Token | null {
    TOKEN.lastIndex = this.at
    const match = TOKEN.exec(this.source)
    if (match === null) return null
    this.at = TOKEN.lastIndex
    const [, text, word, number, mark] = match
    if (text !== undefined) return { type: 'text', value: text.replaceAll('""', '"') }
    if (word !== undefined) return { type: 'word', value: word }
    if (number !== undefined) return { type: 'number', value: number }
    return { type: 'mark', value: mark ?? '' }
  }
}

const opens = (token: Token | null): boolean => token?.type === 'mark' && (token.value === '[' || token.value === '(')
const closes = (token: Token): boolean => token.type === 'mark' && (token.value === ']' || token.value === ')')

function readNode(tokens: Tokens, keyword: string, depth: number): WktNode | null {
  if (depth > MAX_DEPTH || !opens(tokens.next())) return null
  const texts: string[] = []
  const numbers: number[] = []
  const children: WktNode[] = []
  for (let token = tokens.next(); token !== null; token = tokens.next()) {
    if (closes(token)) return { keyword: keyword.toUpperCase(), texts, numbers, children }
    if (token.type === 'text') texts.push(token.value)
    else if (token.type === 'number') numbers.push(Number(token.value))
    else if (token.type === 'word') {
      if (!opens(tokens.peek())) texts.push(token.value)
      else {
        const child = readNode(tokens, token.value, depth + 1)
        if (child === null) return null
        children.push(child)
      }
    } else if (token.value !== ',') return null
  }
  return null
}

/** The first node of the text; what follows it (ESRI appends VERTCS[…]) is left unread. null: not well-known text. */
export function parseWkt(text: string): WktNode | null {
  if (text.length > MAX_CHARACTERS) return null
  const tokens = new Tokens(text)
  const first = tokens.next()
  return first?.type === 'word' ? readNode(tokens, first.value, 1) : null
}

/** The node itself or the first one below it, depth first, that has one of the keywords. */
export function findNode(node: WktNode, ...keywords: readonly string[]): WktNode | null {
  if (keywords.includes(node.keyword)) return node
  for (const child of node.children) {
    const found = findNode(child, ...keywords)
    if (found !== null) return found
  }
  return null
}

/** A direct child with one of the keywords. */
export const childOf = (node: WktNode, ...keywords: readonly string[]): WktNode | null =>
  node.children.find((child) => keywords.includes(child.keyword)) ?? null
