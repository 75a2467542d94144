// `muster words`: how far each language is, and what one of them lacks, for whoever translates.
import { parseArgs } from 'node:util'
import { everyFile } from '#words/all.ts'
import { lackingIn } from '#words/lacking.ts'
import { codes, isLanguage, type Language, lineOf } from '#words/languages.ts'

const help = `muster words [${codes.join('|')}] [--json]

  每种语言还缺哪些句子；给出语言时逐条列出，附中文原句。
  How far each language is; with a language, every sentence it lacks, beside the Chinese one.
  新语言：src/words/languages.ts 里加一行，src/words/<代码>/ 里放译好的文件 · a new language: a line there, a folder there.

  --json    机器可读 · machine-readable
  --help

  Exit codes: 0 whole languages lack nothing · 1 one of them does · 2 wrong usage
`

async function count(language: Language) {
  const lacks = await lackingIn(language)
  const sum = (of: (lack: (typeof lacks)[number]) => number) => lacks.reduce((total, lack) => total + of(lack), 0)
  const missing = sum((lack) => lack.keys.length)
  return { language, name: lineOf(language).name, whole: lineOf(language).whole, of: sum((lack) => lack.of), missing }
}

async function list(language: Language, json: boolean): Promise<void> {
  const lacks = (await lackingIn(language)).filter(({ keys }) => keys.length > 0)
  if (json) return void process.stdout.write(`${JSON.stringify({ language, lacks })}\n`)
  for (const { file, keys } of lacks) {
    const { zh } = everyFile.find((words) => words.file === file)!
    process.stdout.write(`src/words/${language}/${file}.ts\n`)
    for (const key of keys) process.stdout.write(`  ${key}  ${(zh as Readonly<Record<string, string>>)[key]}\n`)
  }
  if (lacks.length === 0) process.stdout.write(`${lineOf(language).name}: 不缺 · lacks nothing\n`)
}

export async function run(args: string[]): Promise<number> {
  let parsed
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
  } catch (error) {
    process.stderr.write(`muster words: ${(error as Error).message}\n\n${help}`)
    return 2
  }
  const { values, positionals } = parsed
  const [language, ...more] = positionals
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  if (more.length > 0 || (language !== undefined && !isLanguage(language))) {
    process.stderr.write(help)
    return 2
  }
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // The reader went away (`| head`): nothing more to say to anybody.
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
  const counts = await Promise.all(codes.map(count))
  if (language !== undefined) await list(language, values.json === true)
  else if (values.json) process.stdout.write(`${JSON.stringify({ languages: counts })}\n`)
  else
    for (const one of counts)
      process.stdout.write(`${one.language}  ${one.name}  ${one.of - one.missing} / ${one.of}\n`)
  return counts.some((one) => one.whole && one.missing > 0) ? 1 : 0
}
