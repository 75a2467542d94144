// Every file of sentences, a line each: a new one enters here. For tests, lists and types; a page learns only what it
// shows.
import { access } from './access.ts'
import { channels } from './channels.ts'
import { shell as consoleShell } from './console/shell.ts'
import { parts as consoleParts } from './console/parts.ts'
import { people as consolePeople } from './console/people.ts'
import { registrations as consoleRegistrations } from './console/registrations.ts'
import { muster as consoleMuster } from './console/muster.ts'
import { importing as consoleImporting } from './console/import.ts'
import { home as consoleHome } from './console/home.ts'
import { gate as consoleGate } from './console/gate.ts'
import { me as consoleMe } from './console/me.ts'
import { accounts as consoleAccounts } from './console/accounts.ts'
import { log as consoleLog } from './console/log.ts'
import { dispatch } from './dispatch.ts'
import { dossier } from './dossier.ts'
import { duty } from './duty.ts'
import { ending } from './ending.ts'
import { kernel } from './kernel.ts'
import { looked } from './looked.ts'
import { muster } from './muster.ts'
import { notice } from './notice.ts'
import { operation } from './operation.ts'
import { oversight } from './oversight.ts'
import { papers } from './papers.ts'
import { frame as phoneFrame } from './phone/frame.ts'
import { today as phoneToday } from './phone/today.ts'
import { sent as phoneSent } from './phone/sent.ts'
import { registration as phoneRegistration } from './phone/registration.ts'
import { me as phoneMe } from './phone/me.ts'
import { gate as phoneGate } from './phone/gate.ts'
import { lead as phoneLead } from './phone/lead.ts'
import { point } from './point.ts'
import { registry } from './registry.ts'
import { skills as registrySkills } from './registry/skills.ts'
import { roster } from './roster.ts'
import { sheets } from './sheets.ts'
import { steward } from './steward.ts'
import { visit } from './visit.ts'
import { wall } from './wall.ts'
import type { KeysOf, RoomOf } from './sentences.ts'

export const everyFile = [
  access,
  channels,
  consoleShell,
  consoleParts,
  consolePeople,
  consoleRegistrations,
  consoleMuster,
  consoleImporting,
  consoleHome,
  consoleGate,
  consoleMe,
  consoleAccounts,
  consoleLog,
  dispatch,
  dossier,
  duty,
  ending,
  kernel,
  looked,
  muster,
  notice,
  operation,
  oversight,
  papers,
  phoneFrame,
  phoneToday,
  phoneSent,
  phoneRegistration,
  phoneMe,
  phoneGate,
  phoneLead,
  point,
  registry,
  registrySkills,
  roster,
  sheets,
  steward,
  visit,
  wall,
] as const

type File = (typeof everyFile)[number]
/** Every name of a sentence: `muster.coming`. */
export type Key = KeysOf<File>
/** What stands before the dot. */
export type Room = RoomOf<File['file']>
