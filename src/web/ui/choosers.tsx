// Choosing language, size and colours: buttons that say which one is pressed.
import { codes, lineOf, localeOf } from '#words/languages.ts'
import { prefer, preferences, sizes, themes } from './preferences.ts'
import { t } from './words.ts'

interface ChooserProps<T extends string> {
  readonly label: string
  readonly options: readonly T[]
  readonly chosen: T
  name(option: T): string
  /** Of the name, where it differs from the page's. */
  lang?(option: T): string
  choose(option: T): void
}

export function Chooser<T extends string>({ label, options, chosen, name, lang, choose }: ChooserProps<T>) {
  return (
    <fieldset>
      <legend>{label}</legend>
      <div class="row">
        {options.map((option) => (
          <button
            key={option}
            type="button"
            aria-pressed={option === chosen}
            lang={lang?.(option)}
            onClick={() => choose(option)}
          >
            {name(option)}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

export function LanguageChooser() {
  return (
    <Chooser
      label={t('kernel.language')}
      options={codes}
      chosen={preferences.value.language}
      name={(one) => lineOf(one).name}
      lang={localeOf}
      choose={(language) => prefer({ language })}
    />
  )
}

export function SizeChooser() {
  return (
    <Chooser
      label={t('kernel.size')}
      options={sizes}
      chosen={preferences.value.size}
      name={(one) => t(`kernel.size.${one}`)}
      choose={(size) => prefer({ size })}
    />
  )
}

export function ThemeChooser() {
  return (
    <Chooser
      label={t('kernel.theme')}
      options={themes}
      chosen={preferences.value.theme}
      name={(one) => t(`kernel.theme.${one}`)}
      choose={(theme) => prefer({ theme })}
    />
  )
}
