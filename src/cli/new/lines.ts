// What a new room adds to lists that know every room by a line: the line for the room of the templates, and after
// which lines of the file it stands.

export interface Addition {
  readonly file: string
  /** Finds lines of its kind: it stands after the last of them. */
  readonly after: RegExp
  readonly line: string
}

const screen = `  {
    id: 'shelters',
    group: 'now',
    icon: 'inbox',
    rules: [shelter['open-shelter']],
    load: () => import('#web/console/shelter/shelters.tsx').then((file) => file.SheltersScreen),
  },`

const meaning = '在一个区域开着，有数量（请写下它真正的意思） · stands open in an area, so many (say what it really is)'

export const additions: readonly Addition[] = [
  {
    file: 'src/rooms/all.ts',
    after: /^import .* from '\.\/\w+\/room\.ts'$/gm,
    line: `import { shelterRoom } from './shelter/room.ts'`,
  },
  { file: 'src/rooms/all.ts', after: /^ {2}\w+Room,$/gm, line: '  shelterRoom,' },
  {
    file: 'src/rooms/questions.ts',
    after: /^ {2}\| typeof import\(.*\)\.questions$/gm,
    line: `  | typeof import('./shelter/views/shelters.ts').questions`,
  },
  {
    file: 'src/web/api/contract.ts',
    after: /^import type \{ \w+Command \} from .*$/gm,
    line: `import type { ShelterCommand } from '#domain/shelter/commands.ts'`,
  },
  { file: 'src/web/api/contract.ts', after: /^ {2}\w+: \w+Command$/gm, line: '  shelter: ShelterCommand' },
  {
    file: 'src/words/all.ts',
    after: /^import \{ \w+ \} from '\.\/\w+\.ts'$/gm,
    line: `import { shelter } from './shelter.ts'`,
  },
  { file: 'src/words/all.ts', after: /^ {2}\w+,$/gm, line: '  shelter,' },
  { file: 'src/words/zh/console/shell.ts', after: /^ {2}'screen\..*$/gm, line: `  'screen.shelters': '安置点',` },
  { file: 'src/words/en/console/shell.ts', after: /^ {2}'screen\..*$/gm, line: `  'screen.shelters': 'Shelters',` },
  {
    file: 'src/web/console/shell/navigation.ts',
    after: /^import \{ may as \w+ \} from .*$/gm,
    line: `import { may as shelter } from '#domain/shelter/may.ts'`,
  },
  {
    file: 'src/web/console/shell/navigation.ts',
    after: /^ {2}\{\n {4}id: '[\w-]+',\n {4}group: 'now',\n[^]*?\n {2}\},$/gm,
    line: screen,
  },
  {
    file: 'test/golden/examples/all.ts',
    after: /^import .* from '\.\/\w+\.ts'$/gm,
    line: `import { shelterExamples } from './shelter.ts'`,
  },
  { file: 'test/golden/examples/all.ts', after: /^ {2}\w+: \w+Examples,$/gm, line: '  shelter: shelterExamples,' },
  // The last row before the service dossier's.
  {
    file: 'GLOSSARY.md',
    after: /^\|.*(?=\n\n## 服务纪实)/gm,
    line: `| 安置点 | shelter | \`shelter\` | ${meaning} |`,
  },
  {
    file: 'docs/privacy.md',
    after: /^\| [a-z_]+ \| .*$/gm,
    line:
      '| shelters | tenant shelter area count state opened_at closed_at | - | ' +
      '安置点：在哪里、有多少、何时开关 · where each shelter is, how many, since when | 重建 · view |',
  },
  {
    file: 'docs/house/streams.md',
    after: /^\| [a-z]+ \| `.*$/gm,
    line: '| shelter | `shelter/<id>` | open-shelter, close-shelter |',
  },
]
