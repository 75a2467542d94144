// Puts the service worker to work where there is one. Nothing depends on it but opening the page without a network.

export function followWorker(): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  // After the first screen: a weak line should carry the list first.
  addEventListener('load', () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined))
}
