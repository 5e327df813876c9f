const LA_POSTE = '356000000';

/**
 * Whether a text is a SIRET: 14 digits that pass Luhn's check. The establishments of La Poste are too many for it:
 * the digits of theirs add up to a multiple of 5. A SIREN (the first nine) of one digit repeated is nobody's.
 */
export function isSiret(text: string): boolean {
  if (!/^[0-9]{14}$/.test(text) || /^([0-9])\1{8}/.test(text)) return false;
  return luhnSum(text) % 10 === 0 || (text.startsWith(LA_POSTE) && digitSum(text) % 5 === 0);
}

/** Every second digit from the right, but not the last, counts double; what then has two digits counts as their sum. */
const luhnSum = (digits: string): number =>
  [...digits].reverse().reduce((sum, digit, index) => {
    const value = Number(digit) * (1 + (index % 2));
    return sum + (value > 9 ? value - 9 : value);
  }, 0);

const digitSum = (digits: string): number => [...digits].reduce((sum, digit) => sum + Number(digit), 0);
