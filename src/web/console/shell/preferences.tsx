// Language, text size, colours: kept on this device.
import { Dialog } from '#web/console/parts/dialog.tsx'
import { LanguageChooser, SizeChooser, ThemeChooser } from '#web/ui/choosers.tsx'
import { t } from '#web/ui/words.ts'

export function PreferencesDialog({ close }: { close(): void }) {
  return (
    <Dialog title={t('console.preferences')} close={close}>
      <LanguageChooser />
      <SizeChooser />
      <ThemeChooser />
    </Dialog>
  )
}
