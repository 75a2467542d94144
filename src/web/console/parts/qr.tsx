// A QR code as one SVG path: sharp at any size, printable, black on white in every theme so that cameras read it.
import { encode } from 'uqr'

/** Quiet zone of ISO/IEC 18004: four modules. */
const QUIET = 4

export function Qr({ text, label, size }: { text: string; label: string; size?: string }) {
  const code = encode(text, { border: 0, ecc: 'M' })
  const side = code.size + QUIET * 2
  let path = ''
  code.data.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (dark) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`
    }),
  )
  return (
    <svg
      class="qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      width={size}
      height={size}
      shape-rendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
