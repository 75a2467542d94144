// Choosing one of many by typing: an input with a list below it (ARIA combobox), for areas, buildings, units and
// people.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { elementId } from '#web/ui/field.tsx'
import { t } from '#web/ui/words.ts'

export interface Option {
  readonly id: string
  readonly text: string
  readonly detail?: string
  /** More letters by which it is found. */
  readonly also?: string
}

interface ComboProps {
  readonly options: readonly Option[]
  readonly chosen?: string
  readonly placeholder?: string
  readonly asking?: boolean
  /** Told each text typed, where the options come from the server. */
  typed?(text: string): void
  choose(option: Option | undefined): void
  // Handed down by <Field>.
  readonly id?: string
  readonly name?: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: 'true'
  readonly 'aria-label'?: string
}

/** More than this nobody reads: the list says to type on. */
const SHOWN_MAX = 60

export function matchingOptions(options: readonly Option[], text: string): readonly Option[] {
  const parts = text.trim().toLowerCase().split(/\s+/).filter(Boolean)
  if (!parts.length) return options
  return options.filter((option) => {
    const all = `${option.text} ${option.detail ?? ''} ${option.also ?? ''}`.toLowerCase()
    return parts.every((part) => all.includes(part))
  })
}

/** What is typed, what it matches, and which of it the arrow keys stand on; closed while nothing is typed. */
function useTyped(options: readonly Option[], choose: ComboProps['choose']) {
  const [text, setText] = useState<string>()
  const [at, setAt] = useState(0)
  const open = text !== undefined
  const found = useMemo(() => (open ? matchingOptions(options, text) : []), [options, text])
  const shown = found.slice(0, SHOWN_MAX)
  const active = Math.min(at, shown.length - 1)

  const take = (option: Option | undefined) => {
    setText(undefined)
    choose(option)
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.isComposing) return
    if (event.key === 'ArrowDown') open ? setAt(Math.min(shown.length - 1, active + 1)) : setText('')
    else if (event.key === 'ArrowUp' && open) setAt(Math.max(0, active - 1))
    else if (event.key === 'Enter' && open) shown[active] && take(shown[active])
    else if (event.key === 'Escape' && open) setText(undefined)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const type = (more: string) => {
    setText(more)
    setAt(0)
  }
  return {
    text,
    open,
    found,
    shown,
    active,
    type,
    take,
    pressed,
    start: () => setText(''),
    leave: () => setText(undefined),
  }
}

export function Combo({ options, chosen, placeholder, asking, typed, choose, ...field }: ComboProps) {
  const listId = useMemo(() => elementId('list'), [])
  const selected = options.find((option) => option.id === chosen)
  const { text, open, found, shown, active, type, take, pressed, start, leave } = useTyped(options, choose)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => list.current?.children[active]?.scrollIntoView({ block: 'nearest' }), [active])
  return (
    <div class="combo">
      <input
        {...field}
        type="text"
        role="combobox"
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder={placeholder}
        aria-activedescendant={open && shown.length ? `${listId}-${active}` : undefined}
        value={text ?? selected?.text ?? ''}
        onInput={(event) => {
          type(event.currentTarget.value)
          typed?.(event.currentTarget.value)
          if (!event.currentTarget.value) choose(undefined)
        }}
        onClick={() => !open && start()}
        onBlur={leave}
        onKeyDown={pressed}
      />
      <ul
        class="combo-list"
        id={listId}
        role="listbox"
        aria-label={placeholder ?? t('kernel.search')}
        ref={list}
        hidden={!open || !shown.length}
      >
        {shown.map((option, index) => (
          <Choice
            key={option.id}
            id={`${listId}-${index}`}
            option={option}
            active={index === active}
            take={() => take(option)}
          />
        ))}
      </ul>
      <p class="sr-only" role="status">
        {open ? (asking ? t('kernel.loading') : t('console.found', { n: found.length })) : ''}
      </p>
      {open && !asking && !shown.length && text !== '' && (
        <p class="combo-list combo-none">{t('console.found-none')}</p>
      )}
    </div>
  )
}

interface ChoiceProps {
  readonly id: string
  readonly option: Option
  readonly active: boolean
  take(): void
}

function Choice({ id, option, active, take }: ChoiceProps) {
  return (
    <li
      id={id}
      role="option"
      aria-selected={active}
      // Before the input loses the focus and closes the list.
      onMouseDown={(event) => {
        event.preventDefault()
        take()
      }}
    >
      <span>{option.text}</span>
      {option.detail && <span class="soft small">{option.detail}</span>}
    </li>
  )
}
