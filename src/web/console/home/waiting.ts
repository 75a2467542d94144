// How much waits for an answer: the number beside "registrations" in the rail.
import { computed, signal } from '@preact/signals'

/** Kept by whoever last asked; undefined until known. */
export const waiting = signal<{ readonly registrations?: number }>({})

const registrations = computed(() => waiting.value.registrations)
export const waitingCount = () => registrations.value
