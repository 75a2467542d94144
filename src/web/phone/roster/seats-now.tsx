// On the first screen: seats that I am asked to take, swaps offered to me, and my next shift. Asked for by the first
// screen itself.
import type { MyRoster } from '#rooms/roster/views/assignments-mine.ts'
import { entries, keptOf } from '#web/phone/client.ts'
import { foreseen, saidAbout } from './given.ts'
import { SeatCard } from './seat.tsx'
import { SwapCard } from './swap.tsx'

/** Shifts further off stand on their own screen. */
const SOON_MS = 2 * 86_400_000

export function SeatsNow() {
  const mine = keptOf('my-roster')
  if (!mine) return null
  const now = Date.now()
  const stateOf = (seat: MyRoster['seats'][number]) =>
    foreseen(
      seat,
      saidAbout(entries.value, seat.round, (command) => command.seat === seat.seat),
    )
  const shown = mine.seats.filter(
    (seat) =>
      seat.ends > now &&
      (stateOf(seat) === 'proposed' || (stateOf(seat) === 'accepted' && seat.starts < now + SOON_MS)),
  )
  const offered = mine.swaps.filter((swap) => !swap.offered && swap.until > now)
  return (
    <>
      {shown.map((seat) => (
        <SeatCard key={seat.seat} seat={seat} />
      ))}
      {offered.map((swap) => (
        <SwapCard key={swap.swap} swap={swap} />
      ))}
    </>
  )
}
