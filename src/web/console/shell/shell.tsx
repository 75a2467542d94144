// The console around its screens: the rail, the palette, the keys, the news of a cut connection.
import { computed, signal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { expired } from '#web/console/session/expired.ts'
import { self } from '#web/console/session/self.ts'
import { logOut } from '#web/console/session/session.ts'
import { LogIn } from '#web/console/gate/gate.tsx'
import { Dialog } from '#web/console/parts/dialog.tsx'
import { cut, heardAt } from '#web/console/parts/news.ts'
import { Toasts, undoLast } from '#web/console/parts/toasts.tsx'
import { underWay } from '#web/console/parts/give.ts'
import { nextLanguage, prefer, preferences } from '#web/ui/preferences.ts'
import { go, place, to } from '#web/ui/router.ts'
import { t, when } from '#web/ui/words.ts'
import { languages, lineOf, localeOf } from '#words/languages.ts'
import { Help } from './help.tsx'
import { Icon, type IconName } from './icons.tsx'
import { Lazy } from './lazy.tsx'
import { type Screen, screens, visibleScreens } from './navigation.ts'
import { type Action, Keys, Palette } from './palette.tsx'
import { PreferencesDialog } from './preferences.tsx'
import { type Shortcut, useShortcuts } from './shortcuts.ts'

/** More than this is "many": the exact number stands on the screen itself. */
const COUNT_MAX = 99

const dialog = signal<'palette' | 'help' | 'preferences' | undefined>(undefined)
const close = () => {
  dialog.value = undefined
}

/** The screen of the address; the first one when the address names none. */
const current = computed<Screen>(() => screens.find((screen) => screen.id === place.value.path[0]) ?? screens[0])

const nextName = () => ({ name: lineOf(nextLanguage()).name })
const switchLanguage = () => prefer({ language: nextLanguage() })

function actionsOf(shown: readonly Screen[]): readonly Action[] {
  return [
    ...shown.map((screen) => ({
      id: screen.id,
      text: t(`console.screen.${screen.id}`),
      also: `${screen.id} ${t('console.go')}`,
      keys: screen.keys,
      act: () => go(screen.id),
    })),
    {
      id: 'language',
      text: t('console.switch-language', nextName()),
      also: `language 语言 ${languages.map(({ name }) => name.toLowerCase()).join(' ')}`,
      keys: 'g l',
      act: switchLanguage,
    },
    {
      id: 'preferences',
      text: t('console.preferences'),
      also: 'preferences theme dark size 设置 深色 字号',
      act: () => {
        dialog.value = 'preferences'
      },
    },
    {
      id: 'help',
      text: t('console.help'),
      also: 'help keys 帮助 快捷键',
      keys: '?',
      act: () => {
        dialog.value = 'help'
      },
    },
    {
      id: 'wall',
      text: t('console.open-wall'),
      also: 'wall 大屏',
      act: () => {
        open('/wall/')
      },
    },
    { id: 'log-out', text: t('console.log-out'), also: 'log out exit 退出', act: () => void logOut() },
  ]
}

const shellKeys: readonly Shortcut[] = [
  {
    keys: '?',
    says: 'console.help',
    act: () => {
      dialog.value = 'help'
    },
  },
  {
    keys: 'mod+k',
    says: 'console.palette',
    act: () => {
      dialog.value = 'palette'
    },
  },
  {
    keys: '/',
    says: 'console.keys.search',
    act: () => document.querySelector<HTMLInputElement>('.screen input[type=search]')?.focus(),
  },
  {
    keys: 'z',
    says: 'console.undo',
    act: () => {
      undoLast()
    },
  },
  { keys: 'g l', says: 'console.switch-language', values: nextName, act: switchLanguage },
]

function Rail({ shown }: { shown: readonly Screen[] }) {
  return (
    <header class="rail">
      <a class="brand" href={to()}>
        <img src="/icon.svg" alt="" />
        <span>{t('kernel.product')}</span>
        <small>{t('console.title')}</small>
      </a>
      <RailScreens shown={shown} />
      <div class="rail-foot">
        <RailMe />
        <button
          type="button"
          class="button-quiet"
          onClick={() => {
            dialog.value = 'palette'
          }}
        >
          <Icon name="search" /> <span>{t('console.palette.short')}</span> <Keys keys="mod+k" />
        </button>
        <RailTools />
      </div>
    </header>
  )
}

function RailScreens({ shown }: { shown: readonly Screen[] }) {
  const groups = [...new Set(shown.map((screen) => screen.group))]
  return (
    <nav aria-label={t('console.screens')}>
      {groups.map((group) => (
        <div key={group}>
          <h2>{t(`console.group.${group}`)}</h2>
          {shown
            .filter((screen) => screen.group === group)
            .map((screen) => (
              <a
                key={screen.id}
                href={to(...(screen.id === 'home' ? [] : [screen.id]))}
                aria-current={current.value.id === screen.id ? 'page' : undefined}
                title={screen.keys && `${t(`console.screen.${screen.id}`)} (${screen.keys.toUpperCase()})`}
              >
                <Icon name={screen.icon} />
                <span>{t(`console.screen.${screen.id}`)}</span>
                {screen.count && <Count count={screen.count()} />}
              </a>
            ))}
        </div>
      ))}
    </nav>
  )
}

/** Who is logged in, and as what. */
function RailMe() {
  const me = self.value!
  return (
    <div class="me">
      <strong>{me.name}</strong>
      {[...me.grants, ...me.withheld].map((grant) => (
        <span key={`${grant.role}${grant.area}${grant.unit ?? ''}`}>
          {t(`console.role.${grant.role}`)}
          {grant.name ? ` · ${grant.name}` : ''}
        </span>
      ))}
    </div>
  )
}

function RailTools() {
  return (
    <div class="rail-tools">
      <Tool icon="language" name={lineOf(nextLanguage()).name} lang={localeOf(nextLanguage())} act={switchLanguage} />
      <Tool
        icon="colours"
        name={t('console.preferences')}
        act={() => {
          dialog.value = 'preferences'
        }}
      />
      <Tool
        icon="keys"
        name={t('console.help')}
        act={() => {
          dialog.value = 'help'
        }}
      />
      <Tool icon="out" name={t('console.log-out')} act={() => void logOut()} />
    </div>
  )
}

function Tool({ icon, name, lang, act }: { icon: IconName; name: string; lang?: string; act(): void }) {
  return (
    <button type="button" class="button-quiet" aria-label={name} title={name} lang={lang} onClick={act}>
      <Icon name={icon} />
    </button>
  )
}

function Count({ count }: { count: number | undefined }) {
  return count ? <b class="count">{count > COUNT_MAX ? `${COUNT_MAX}+` : count}</b> : null
}

/** Logging in again over the screen. Another person gets a page of their own: nothing of the first is left on it. */
function Expired() {
  const account = self.value!.account
  const done = () => {
    expired.value = false
    if (self.value?.account !== account) location.reload()
  }
  return (
    <Dialog
      title={t('console.gate.expired')}
      close={() => {
        expired.value = false
      }}
    >
      <p>{t('console.gate.expired-what')}</p>
      <LogIn done={done} />
    </Dialog>
  )
}

export function Shell() {
  const shown = visibleScreens(self.value!)
  const actions = useMemo(() => actionsOf(shown), [self.value, preferences.value.language])
  useShortcuts([
    ...shellKeys,
    ...shown
      .filter((screen) => screen.keys)
      .map((screen) => ({
        keys: screen.keys!,
        says: `console.screen.${screen.id}` as const,
        act: () => go(screen.id),
      })),
  ])
  const screen = current.value
  const allowed = shown.includes(screen)
  return (
    <div class="console">
      <a
        class="skip"
        href="#content"
        onClick={(event) => {
          event.preventDefault()
          document.querySelector<HTMLElement>('main h1')?.focus()
        }}
      >
        {t('kernel.skip-to-content')}
      </a>
      <Rail shown={shown} />
      <main class="screen" id="content" aria-busy={underWay.value > 0}>
        {self.value!.needs && screen.id !== 'me' && (
          <p class="cut" role="status">
            {t(`console.me.needs.${self.value!.needs}`, {
              roles: self.value!.withheld.map((grant) => t(`console.role.${grant.role}`)).join(t('kernel.and')),
            })}{' '}
            <a href={to('me')}>{t('console.screen.me')}</a>
          </p>
        )}
        {cut.value && (
          <p class="cut" role="status">
            {t('console.cut', { time: when(heardAt.value, 'time') })}
          </p>
        )}
        {allowed ? (
          <Lazy key={screen.id} load={screen.load} rest={place.value.path.slice(1)} />
        ) : (
          <div class="empty">
            <h1 tabIndex={-1}>{t('console.not-yours')}</h1>
            <p>{t('console.not-yours.do')}</p>
          </div>
        )}
      </main>
      <Toasts />
      {expired.value && <Expired />}
      {dialog.value === 'palette' && <Palette actions={actions} close={close} />}
      {dialog.value === 'help' && <Help close={close} />}
      {dialog.value === 'preferences' && <PreferencesDialog close={close} />}
    </div>
  )
}
