// The frame of one screen: its title, its buttons, its body; and what is said when it is empty.
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { t } from '#web/ui/words.ts'
import { Icon, type IconName } from './icons.tsx'

interface ScreenFrameProps {
  readonly title: string
  readonly under?: ComponentChildren
  readonly actions?: ComponentChildren
  /** A table or map that fills the window and scrolls inside itself. */
  readonly fill?: boolean
  readonly children: ComponentChildren
}

export function ScreenFrame({ title, under, actions, fill, children }: ScreenFrameProps) {
  useEffect(() => {
    document.title = `${title} · ${t('console.title')}`
  }, [title])
  return (
    <>
      <header class="screen-head">
        <h1 tabIndex={-1}>{title}</h1>
        {actions}
        {under && <p class="under">{under}</p>}
      </header>
      <div class={fill ? 'screen-body screen-fill' : 'screen-body stack'}>{children}</div>
    </>
  )
}

export function Empty({ icon, title, children }: { icon: IconName; title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <h2>{title}</h2>
      {children}
    </div>
  )
}
