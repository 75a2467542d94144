// The reference case in small: two rounds of October 2022 on a county a twelfth its size, through the real door;
// figures that must hold whatever the seed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { simulate } from '#cli/simulate.ts'

interface Round {
  readonly staffed: { seats: number; filled: number; teams: number }
  readonly mended: { absent: number; filled: number; moved: number; bound: number }
  readonly sampled: { registered: number; heldBack: number }
  readonly knocked: { doors: number; sampled: number; nobody: number }
  readonly whistles?: { first: { needed: number; called: number; answered: number; arrived: number } }
  readonly look?: { drawn: number; of: number; coverage: { low: number; share: number; high: number } }
  readonly coverage: { sampled: { n: number; of: number }; calledUp: number; doubled: number }
}

test('the reference case, a twelfth its size, from the notice through four days to the proof', async () => {
  const { figures, agree } = await simulate(2022, 12, [9, 12], () => {})
  assert.ok(agree, 'the chain holds, and rebuilt views are the live ones')
  const [ninth, twelfth] = [figures['round 1'], figures['round 2']] as [Round, Round]
  assert.deepEqual([ninth.staffed.teams, twelfth.staffed.teams], [0, 115])
  for (const round of [ninth, twelfth]) {
    assert.ok(round.staffed.filled <= round.staffed.seats)
    assert.ok(round.mended.absent > 0)
    assert.ok(round.mended.moved + round.mended.filled <= round.mended.bound, 'no more move than was said')
    // Coverage counts each resident once, of a denominator that the registry gives.
    assert.deepEqual(
      [round.coverage.sampled.n, round.coverage.sampled.of, round.coverage.doubled],
      [round.sampled.registered, figures.residents, 0],
    )
    assert.equal(round.knocked.sampled + round.knocked.nobody, round.knocked.doors)
  }
  assert.equal(ninth.sampled.heldBack, 0)
  assert.ok(twelfth.sampled.heldBack > 0, 'one point had no network until the evening')
  assert.ok(twelfth.whistles!.first.arrived > 0 && twelfth.whistles!.first.arrived <= twelfth.whistles!.first.needed)
  const { coverage, drawn, of } = twelfth.look!
  assert.ok(drawn <= of && coverage.low <= coverage.share && coverage.share <= coverage.high)
  const dossier = figures.dossier as {
    entries: number
    confirmed: number
    answeredByUnits: number
    confirmedByLeader: number
  }
  assert.deepEqual([dossier.confirmed, dossier.confirmedByLeader], [dossier.entries, dossier.entries])
  assert.ok(dossier.entries > twelfth.staffed.filled * 0.8)
})
