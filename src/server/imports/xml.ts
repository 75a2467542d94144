// Walks the XML of an office package: in chunks, by element names without their prefixes, with no doctype, no entity of
// its own and no comment looked at.
import { SaxesParser } from 'saxes'
import { FileRefused } from './limits.ts'

const chunkBytes = 64 * 1024

export interface Handlers {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  /** Plain text and CDATA alike. */
  text?(text: string): void
  close?(name: string): void
}

const bare = (name: string) => name.slice(name.indexOf(':') + 1)

/** @throws FileRefused */
export function walk(bytes: Uint8Array, handlers: Handlers): void {
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('error', () => {
    throw new FileRefused('broken-xml')
  })
  parser.on('doctype', () => {
    throw new FileRefused('has-doctype')
  })
  parser.on('opentag', (tag) => handlers.open(bare(tag.name), tag.attributes as Record<string, string>))
  if (handlers.text) {
    parser.on('text', handlers.text)
    parser.on('cdata', handlers.text)
  }
  parser.on('closetag', (tag) => handlers.close?.(bare(tag.name)))
  const decoder = new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8', { fatal: true })
  try {
    for (let at = 0; at < bytes.length; at += chunkBytes)
      parser.write(decoder.decode(bytes.subarray(at, at + chunkBytes), { stream: true }))
    parser.write(decoder.decode())
    parser.close()
  } catch (error) {
    throw error instanceof FileRefused ? error : new FileRefused('broken-xml')
  }
}

/** An attribute by its name without the prefix, which other writers choose otherwise (r:id, d3p1:id). */
export function attribute(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  return attributes[name] ?? Object.entries(attributes).find(([key]) => bare(key) === name)?.[1]
}

/**
 * Letters that XML cannot hold stand as _x000D_ (ECMA-376 part 1, 22.9.2.19); what is no letter becomes a blank, as it
 * looks on the sheet.
 */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => {
    const letter = String.fromCharCode(Number.parseInt(hex, 16))
    return /[\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]/.test(letter) ? ' ' : letter
  })
}
