// One example of every command about a person's channels, for the table of permissions.
import type { Id } from '#domain/kernel/ids.ts'
import type { TestHouse } from '#test/house.ts'
import type { Example } from './example.ts'

export async function channelsExamples(house: TestHouse, person: Id): Promise<readonly Example[]> {
  const device = house.newId()
  return [
    { type: 'add-push', device, endpoint: 'https://push.example/x', p256dh: 'AAAA', auth: 'AAAA' },
    { type: 'remove-push', device },
    { type: 'set-email', address: null },
    { type: 'choose-channels', order: ['email'], quiet: null },
    { type: 'set-calendar', digest: null },
    { type: 'drop-push', way: device },
  ].map((command) => ({ room: 'channels', stream: `channels/${person}`, command }))
}
