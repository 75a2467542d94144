// The camera looking for codes: tubes' bars and QR codes, each told once until another is seen. Where the browser
// cannot read them, nothing is shown and one types.
import { useEffect, useRef } from 'preact/hooks'
import { t } from '#web/ui/words.ts'

interface Reader {
  detect(image: HTMLVideoElement): Promise<readonly { rawValue: string }[]>
}
const Detector = (globalThis as { BarcodeDetector?: new (options: { formats: string[] }) => Reader }).BarcodeDetector
export const canScan = Detector !== undefined && 'mediaDevices' in navigator

const lookMs = 200
/** The same code counts again after so long: the next person's tube may bear a code that was misread before. */
const sameMs = 3_000
export const tubeFormats = ['code_128', 'code_39', 'ean_13', 'codabar', 'itf', 'data_matrix', 'qr_code']

export function Scan({
  formats,
  found,
  failed,
}: {
  formats: readonly string[]
  found(text: string): void
  failed(): void
}) {
  const video = useRef<HTMLVideoElement>(null)
  const tell = useRef(found)
  tell.current = found
  useEffect(() => {
    let stream: MediaStream | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let last = { text: '', at: 0 }
    let closed = false
    const reader = new Detector!({ formats: [...formats] })
    const look = async () => {
      const codes = video.current && !closed ? await reader.detect(video.current).catch(() => []) : []
      if (closed) return
      const text = codes[0]?.rawValue
      if (text && (text !== last.text || Date.now() - last.at > sameMs)) {
        last = { text, at: Date.now() }
        tell.current(text)
      }
      timer = setTimeout(look, lookMs)
    }
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).then((opened) => {
      stream = opened
      if (closed || !video.current) return opened.getTracks().forEach((track) => track.stop())
      video.current.srcObject = opened
      void video.current.play().catch(failed)
      void look()
    }, failed)
    return () => {
      closed = true
      clearTimeout(timer)
      stream?.getTracks().forEach((track) => track.stop())
    }
  }, [])
  return <video ref={video} class="scanner" muted playsInline aria-label={t('phone.arrive.camera')} />
}
