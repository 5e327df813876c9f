import { createHash } from 'node:crypto';
import { dictionary } from '@zxcvbn-ts/language-common';
import { LONGEST_PASSWORD, mustBeGoodPassword } from './domain/password.ts';
import { mustBeHardToGuess } from './password-strength.ts';

const owner = {
  userCode: 'A123456',
  name: 'Zoé Lefèvre-Martin',
  email: 'z.lefevre@ville.example',
  organism: { id: '21590410000017', name: 'Mairie de Mons-en-Barœul' },
};
const MOST_USED = dictionary['passwords-common'].slice(0, 10_000).map(String);
const random = (index: number) => createHash('sha256').update(String(index)).digest('base64').slice(0, 12);
const LONGEST_MS = 2_000;

/** What a password is refused for; null when it is not. */
async function refusal(password: string): Promise<string | null> {
  try {
    mustBeGoodPassword(password, owner);
    await mustBeHardToGuess(password, owner);
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

it('refuses each of the 10,000 most used passwords', async () => {
  const accepted: string[] = [];
  for (const password of MOST_USED) if (!(await refusal(password))) accepted.push(password);
  expect(MOST_USED).toHaveLength(10_000);
  expect(accepted).toEqual([]);
});

it('refuses the 100 most used ones twice, or with a year and a capital letter', async () => {
  const decorated = MOST_USED.slice(0, 100).flatMap((word) => [
    word.repeat(Math.ceil(12 / word.length) + 1),
    `${word[0]!.toUpperCase()}${word.slice(1)}2026`.padEnd(12, '!'),
  ]);
  const accepted: string[] = [];
  for (const password of decorated) if (!(await refusal(password))) accepted.push(password);
  expect(accepted).toEqual([]);
});

it.each([
  'azertyuiop12',
  'AZERTYUIOP789',
  'qsdfghjklm123',
  'wxcvbnqsdfgh',
  'poiuytrezamlkj',
  'qwertyuiop[]',
  '1qaz2wsx3edc',
  'abcdefghijkl',
  '1234567890az',
  'P@ssw0rd1234',
  'motdepasse123',
  'MotDePasse2024!',
  'jetaimejetaime',
  'Printemps2026!',
  'Bienvenue2026!',
  'nicolas12345',
  '20112026 2011',
  'marseillemarseille',
  'portailpartenaire',
  'Habilitation2026',
  'greffe-caf-psu',
  'codeaccescreche',
])('refuses « %s », with a sentence that helps', async (password) => {
  expect(await refusal(password)).toBe('password-too-guessable');
  await expect(mustBeHardToGuess(password, owner)).rejects.toThrow('quatre mots sans lien entre eux');
});

it.each([
  'petit cheval',
  'un cheval de trait',
  'le chien du voisin',
  'correct horse battery',
  'j’aime les crêpes au sucre',
  'vK7#tq2!mRz9',
  '🐴🐱🐶🦊🐻🐼🐨🐯🦁🐮🐷🐸',
])('lets « %s » pass', async (password) => expect(await refusal(password)).toBeNull());

it('lets pass what chance makes', async () => {
  const accepted = await Promise.all(Array.from({ length: 200 }, (_, index) => refusal(random(index))));
  expect(accepted.filter((code) => code !== null)).toEqual([]);
});

it('takes a bounded time for the longest passwords', async () => {
  await refusal('un cheval de trait');
  for (const part of ['4@', 'p4$$w0rd', 'a7vft5$!|1(d', '12/03/1987', '1']) {
    const password = part.repeat(LONGEST_PASSWORD).slice(0, LONGEST_PASSWORD);
    const started = performance.now();
    await mustBeHardToGuess(password, owner).catch(() => undefined);
    expect(performance.now() - started).toBeLessThan(LONGEST_MS);
  }
});
