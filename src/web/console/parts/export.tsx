// The lists as .xlsx, written by the server: what is handed out is logged there, and heads are those the import
// understands.
import { preferences } from '#web/ui/preferences.ts'
import { t } from '#web/ui/words.ts'

/** @param within the area chosen in the list's filter; the whole scope without it */
export function ExportLink({ list, within }: { list: 'persons' | 'units' | 'registrations'; within?: string }) {
  const query = new URLSearchParams({ language: preferences.value.language, ...(within && { within }) })
  return (
    <a class="button" href={`/v1/exports/${list}.xlsx?${query}`} download>
      {t('console.export')}
    </a>
  )
}
