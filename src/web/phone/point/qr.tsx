// A QR code as one SVG path, black on white in every theme so that cameras read it.
import { encode } from 'uqr'

/** Quiet zone of ISO/IEC 18004, in modules. */
const quiet = 4

export function Qr({ text, label, ecc = 'M' }: { text: string; label: string; ecc?: 'L' | 'M' }) {
  const code = encode(text, { border: 0, ecc })
  const side = code.size + quiet * 2
  let path = ''
  code.data.forEach((row, y) => row.forEach((dark, x) => dark && (path += `M${x + quiet} ${y + quiet}h1v1h-1z`)))
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${side} ${side}`} shape-rendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
