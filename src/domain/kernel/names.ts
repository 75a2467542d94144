// Names of people in one form: the dots of minority and foreign names alike, and letters folded for comparing, so that
// a name is found by what one can type.

/** Dots that stand between the parts of a name, in the kinds that keyboards and offices give. */
export const nameDots = /[•‧∙・･·．.]/g

/** For comparing alone: no dots, no blanks, no accents, small letters. José is jose, 阿依古丽·买买提 is 阿依古丽买买提. */
export function foldName(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\s]/gu, '')
    .replace(nameDots, '')
    .replace(/[○◯]/g, '〇')
    .toLowerCase()
}
