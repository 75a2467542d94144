// The wall's entry: learns its words, draws its first screen.
import { render } from 'preact'
import '#web/ui/base.css'
import { kernel } from '#web/words/kernel.ts'
import { learn, t } from '#web/words/words.ts'

learn({ kernel })

render(<main><h1>{t('kernel.product')}</h1></main>, document.getElementById('app')!)
