// Times of a template are minutes from the begin of a round; people read and type hours.

export const hours = (minutes: number): string => String(Math.round(minutes / 6) / 10)
export const minutes = (hours: string): number => Math.round(Number(hours) * 60)
