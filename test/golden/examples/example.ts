// One example of a command, by which rights are tried: where it would be given, and what it says.
import type { Command } from '#domain/kernel/envelope.ts'

export interface Example {
  readonly room: string
  readonly stream: string
  readonly command: Command & Record<string, unknown>
}
