// The parts of an office package (ECMA-376 part 2): what a zip lists is looked at before it is unpacked, names are
// compared without case, and what belongs together is found by its relationships, as writers other than Excel name it.
import { unzipSync, type UnzipFileInfo } from 'fflate'
import { FileRefused, limits } from './limits.ts'
import { attribute, walk } from './xml.ts'

const separators = /[\\/]+/g

/** Some zip tools write backslashes; a name that leads out of the package, or to a drive, is none of a package's. */
function partName(raw: string): string {
  const name = raw.replaceAll('\\', '/').replace(/^(\.?\/)/, '')
  if (name.startsWith('/') || /[\0:]/.test(name) || name.split('/').includes('..')) throw new FileRefused('odd-names')
  return name.toLowerCase()
}

/** The list of parts, by name in small letters. */
function survey(file: Uint8Array): Map<string, UnzipFileInfo> {
  const parts = new Map<string, UnzipFileInfo>()
  try {
    unzipSync(file, {
      filter(part) {
        if (parts.size >= limits.entriesMax) throw new FileRefused('too-many-parts', { most: limits.entriesMax })
        const name = partName(part.name)
        if (parts.has(name)) throw new FileRefused('odd-names')
        parts.set(name, part)
        return false
      },
    })
  } catch (error) {
    throw error instanceof FileRefused ? error : new FileRefused('broken-zip')
  }
  return parts
}

/** fflate unpacks into the declared size and no further, so that the declared sum bounds memory. */
function weigh(parts: ReadonlyMap<string, UnzipFileInfo>): void {
  let unpacked = 0
  for (const [name, part] of parts) {
    if (part.originalSize > part.size * limits.ratioMax + 4096)
      throw new FileRefused('unpacks-too-large', { most: limits.unpackedBytesMax })
    if (/\.(xml|rels)$/.test(name)) unpacked += part.originalSize
  }
  if (unpacked > limits.unpackedBytesMax) throw new FileRefused('unpacks-too-large', { most: limits.unpackedBytesMax })
}

/** What is refused by the names of its parts, and what another program's file is, told by parts that only it has. */
const refusing: readonly (readonly [RegExp, 'has-macros' | 'links-outside' | 'has-objects'])[] = [
  [/vbaproject|macrosheets|activex/, 'has-macros'],
  [/^xl\/(externallinks|connections)/, 'links-outside'],
  [/^xl\/embeddings\//, 'has-objects'],
]
const foreign: readonly (readonly [RegExp, string])[] = [
  [/^xl\/workbook\.bin$/, '.xlsb'],
  [/^content\.xml$/, '.ods'],
  [/^word\/document\.xml$/, '.docx'],
  [/^ppt\/presentation\.xml$/, '.pptx'],
  [/^index\/document\.iwa$|^index\.zip$/, '.numbers'],
]

export interface Related {
  /** The last word of its type: officeDocument, worksheet, sharedStrings, styles. */
  readonly type: string
  /** Name of the part in small letters. */
  readonly part: string
}

export class Parts {
  readonly #file: Uint8Array
  readonly #parts: ReadonlyMap<string, UnzipFileInfo>

  /** @throws FileRefused */
  constructor(file: Uint8Array) {
    this.#file = file
    this.#parts = survey(file)
    weigh(this.#parts)
    for (const [names, reason] of refusing)
      if ([...this.#parts.keys()].some((name) => names.test(name))) throw new FileRefused(reason)
  }

  /** @returns undefined where there is no such part */
  open(name: string): Uint8Array | undefined {
    const part = this.#parts.get(name)
    if (!part) return undefined
    try {
      return Object.values(unzipSync(this.#file, { filter: (candidate) => candidate.name === part.name }))[0]
    } catch {
      throw new FileRefused('broken-zip')
    }
  }

  /** What a part is related to, by the relationship's id; '' is the package itself. Nothing outside is followed. */
  related(name: string): ReadonlyMap<string, Related> {
    const folder = name.slice(0, name.lastIndexOf('/') + 1)
    const relations = new Map<string, Related>()
    const bytes = this.open(`${folder}_rels/${name.slice(folder.length)}.rels`)
    if (!bytes) return relations
    walk(bytes, {
      open(element, attributes) {
        if (element !== 'Relationship') return
        const external = attribute(attributes, 'TargetMode')?.toLowerCase() === 'external'
        // What the package itself points at outside (a thumbnail, a licence) is no content of its sheets.
        if (external && name !== '') throw new FileRefused('links-outside')
        if (external) return
        relations.set(attribute(attributes, 'Id') ?? '', {
          type: (attribute(attributes, 'Type') ?? '').split('/').at(-1) ?? '',
          part: resolved(folder, attribute(attributes, 'Target') ?? ''),
        })
      },
    })
    return relations
  }

  /** The workbook's part, by the package's own relationship, or where every writer but few puts it. */
  workbook(): string {
    const named = [...this.related('').values()].find(({ type }) => type === 'officeDocument')?.part
    const part = [named, 'xl/workbook.xml'].find((name) => name !== undefined && this.#parts.has(name))
    if (part?.endsWith('.xml') && !part.startsWith('word/') && !part.startsWith('ppt/')) return part
    for (const [names, format] of foreign)
      if ([...this.#parts.keys()].some((name) => names.test(name))) throw new FileRefused('other-format', { format })
    throw new FileRefused('not-a-workbook')
  }
}

/** A target seen from its part's folder: `worksheets/sheet1.xml`, `/xl/worksheets/sheet1.xml`, `../x.xml`. */
function resolved(folder: string, target: string): string {
  const clean = target.replace(separators, '/').toLowerCase()
  const steps: string[] = []
  for (const step of (clean.startsWith('/') ? clean : folder + clean).split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}
