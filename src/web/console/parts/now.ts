// The time, ticking, for timers and ages on the screen.
import { useEffect, useState } from 'preact/hooks'

/** @param every milliseconds between ticks */
export function useNow(every: number): number {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}
