// The command palette: every screen and action by a few letters, from anywhere (Ctrl or ⌘ with K).
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { t } from '#web/ui/words.ts'

export interface Action {
  readonly id: string
  readonly text: string
  /** More words by which it is found: the other language, the identifier. */
  readonly also?: string
  readonly keys?: string
  act(): void
}

const SHOWN_MAX = 50

export function matching(actions: readonly Action[], text: string): readonly Action[] {
  const parts = text.toLowerCase().split(/\s+/).filter(Boolean)
  return actions
    .filter((action) => parts.every((part) => `${action.text} ${action.also ?? ''}`.toLowerCase().includes(part)))
    .slice(0, SHOWN_MAX)
}

export function Palette({ actions, close }: { actions: readonly Action[]; close(): void }) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const found = useMemo(() => matching(actions, text), [actions, text])
  const chosen = Math.min(at, found.length - 1)
  useEffect(() => list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' }), [chosen])
  const take = (action: Action | undefined) => {
    if (!action) return
    close()
    action.act()
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.isComposing) return
    if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, chosen + 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, chosen - 1))
    else if (event.key === 'Enter') take(found[chosen])
    else return
    event.preventDefault()
  }
  return (
    <Dialog title={t('console.palette')} close={close}>
      <input
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-autocomplete="list"
        aria-label={t('console.palette.hint')}
        placeholder={t('console.palette.hint')}
        aria-activedescendant={found.length ? `palette-${chosen}` : undefined}
        autoComplete="off"
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={pressed}
      />
      <ul class="palette-list" id="palette-list" role="listbox" aria-label={t('console.palette')} ref={list}>
        {found.map((action, index) => (
          <Found
            key={action.id}
            id={`palette-${index}`}
            action={action}
            chosen={index === chosen}
            take={() => take(action)}
          />
        ))}
      </ul>
      {found.length === 0 && (
        <p class="soft" role="status">
          {t('console.palette.none')}
        </p>
      )}
    </Dialog>
  )
}

interface FoundProps {
  readonly id: string
  readonly action: Action
  readonly chosen: boolean
  take(): void
}

function Found({ id, action, chosen, take }: FoundProps) {
  return (
    <li id={id} role="option" aria-selected={chosen} onClick={take}>
      {action.text}
      {action.keys && (
        <span class="soft">
          <Keys keys={action.keys} />
        </span>
      )}
    </li>
  )
}

const MAC = /Mac|iPhone|iPad/.test(navigator.platform)

/** Keys as they stand on this keyboard. */
export function Keys({ keys }: { keys: string }) {
  return (
    <>
      {keys.split(' ').map((one, index) => (
        <kbd key={index}>
          {one
            .replace('mod+', MAC ? '⌘' : 'Ctrl ')
            .replace(/^[a-z]$/, (letter) => letter.toUpperCase())
            .replace(/ ([a-z])$/, (_, letter: string) => ` ${letter.toUpperCase()}`)}
        </kbd>
      ))}
    </>
  )
}
