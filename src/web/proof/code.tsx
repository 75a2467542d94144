// A proof as a QR code: it opens the page that checks it, with the whole proof after the #.
import { encode } from 'uqr'
import { packProof } from '#domain/kernel/proof/link.ts'
import { t } from '#web/ui/words.ts'

/** Quiet zone of ISO/IEC 18004: four modules. */
const QUIET = 4
/** Bytes of the largest code at its lowest correction (ISO/IEC 18004: 40-L). */
const BYTES_MAX = 2_953

export const proofLink = (text: string, origin = location.origin): string | undefined => {
  const packed = packProof(text)
  return packed === undefined ? undefined : `${origin}/proof/#${packed}`
}

export function ProofCode({ text }: { text: string }) {
  const link = proofLink(text)
  // With many witnesses it no longer fits: the text itself remains.
  if (link === undefined || link.length > BYTES_MAX) return <p class="soft small">{t('dossier.proof.no-code')}</p>
  const code = encode(link, { border: 0, ecc: 'L' })
  const side = code.size + QUIET * 2
  let path = ''
  code.data.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (dark) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`
    }),
  )
  return (
    <svg
      class="proof-code"
      role="img"
      aria-label={t('dossier.proof.code')}
      viewBox={`0 0 ${side} ${side}`}
      width="100%"
      shape-rendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
