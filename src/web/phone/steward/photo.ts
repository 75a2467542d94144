// Makes a camera's picture small and bare on the phone: drawn anew on a canvas, so that place and device stay behind,
// and pressed until it fits.
import { bareJpeg, photoProblem } from '#domain/steward/photo.ts'
import { photoMax } from '#domain/steward/terms.ts'

/** Longest side in pixels, tried from the largest; and how hard the JPEG is pressed. */
const sides = [1_024, 800, 640, 480, 320]
const qualities = [0.7, 0.5, 0.35]

function load(file: Blob): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image()
    const url = URL.createObjectURL(file)
    image.onload = () => resolve(image)
    image.onerror = () => reject(new Error('not a picture'))
    image.src = url
  })
}

const press = (canvas: HTMLCanvasElement, quality: number) =>
  new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))

function base64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

/** @returns base64 of a JPEG of photoMax bytes at most; undefined where no picture can be made of it */
export async function shrink(file: Blob): Promise<string | undefined> {
  try {
    const image = await load(file)
    for (const side of sides) {
      const scale = Math.min(1, side / Math.max(image.naturalWidth, image.naturalHeight))
      const canvas = document.createElement('canvas')
      canvas.width = Math.max(1, Math.round(image.naturalWidth * scale))
      canvas.height = Math.max(1, Math.round(image.naturalHeight * scale))
      canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
      for (const quality of qualities) {
        const blob = await press(canvas, quality)
        const bytes = blob && bareJpeg(new Uint8Array(await blob.arrayBuffer()))
        if (!bytes || bytes.length > photoMax) continue
        const text = base64(bytes)
        if (photoProblem(text) === undefined) return text
      }
    }
  } catch {
    // Not a picture, or no memory for it: reported without one.
  }
  return undefined
}
