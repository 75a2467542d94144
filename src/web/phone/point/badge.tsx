// What an ordinary camera finds behind a badge's code: what the badge is for. It says nothing about its bearer, whoever
// looks.
import { to } from '#web/ui/router.ts'
import { point } from '#words/point.ts'
import { learn, t } from '#web/ui/words.ts'
import { self } from '#web/phone/client.ts'

learn(point)

/** @param of `<round>.<person>`, as the code says */
export function BadgeScreen({ of = '' }: { of?: string }) {
  const mine = self.value != null && of.split('.')[1] === self.value.person
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{t('point.badge.title')}</h1>
      <p>{t('point.badge.what')}</p>
      <p class="soft">{t('point.badge.private')}</p>
      {mine && (
        <a class="button button-primary button-wide button-tall" href={to('point')}>
          {t('point.my-places')}
        </a>
      )}
      <a class="button button-wide" href={to()}>
        {t(self.value ? 'kernel.back' : 'point.badge.enter')}
      </a>
    </div>
  )
}
