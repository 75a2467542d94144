// A labelled input whose hint and problem a screen reader finds. Any <input>, <select> or <textarea> may be the child.
import { cloneElement, type ComponentChild, type VNode } from 'preact'
import { t } from './words.ts'

let counter = 0
/** A new id for tying a label or a message to its element. */
export function elementId(prefix: string): string {
  counter += 1
  return `${prefix}-${counter}`
}

export interface FieldProps {
  readonly name: string
  readonly label: ComponentChild
  readonly hint?: ComponentChild
  readonly problem?: string
  readonly optional?: boolean
  readonly children: VNode<any>
}

export function Field({ name, label, hint, problem, optional, children }: FieldProps) {
  const described = [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(' ')
  return (
    <div>
      <label for={name}>
        {label} {optional && <span class="soft small">({t('kernel.optional')})</span>}
      </label>
      {cloneElement(children, {
        id: name,
        name,
        'aria-describedby': described || undefined,
        'aria-invalid': problem ? 'true' : undefined,
      })}
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p class="field-problem" id={`${name}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
