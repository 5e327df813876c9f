import type { Establishment, Party } from '#conventions';
import { deriveId, inSlices, type Profile, personName } from '#platform';
import { chances } from '../rhythm.ts';
import { ASSOCIATIONS, ESTABLISHMENTS, FIRST_NAMES, LAST_NAMES, STREETS, TOWNS } from './names.ts';

/** Fictitious partners, who with those of the small demonstration make the 422 establishments of a large Caf. */
const PARTNERS = 171;
/** How their SIRET begin: nobody has such numbers. */
export const PARTNER_NUMBERS = '9990010';
/** How many establishments one partner after the other has; nine have 22. */
const SIZES = [1, 2, 1, 3, 1, 6, 2, 4, 2];

export interface CafPartner {
  readonly gestionnaire: Party & { readonly siret: string };
  readonly establishments: readonly Establishment[];
  readonly correspondent: { readonly name: string; readonly email: string };
  readonly agents: readonly CafAgent[];
  /** Who comes when somebody leaves, one after the other. */
  successor(agent: CafAgent): CafAgent;
}

export interface CafAgent {
  readonly id: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly function: string;
  readonly email: string;
  readonly holds: readonly (readonly [establishmentId: string, profile: Profile])[];
}

/** The same each time. */
export const cafPartners = (): CafPartner[] => Array.from({ length: PARTNERS }, (_, index) => partner(index));

function partner(index: number): CafPartner {
  const chance = chances(`partner ${index}`);
  const pick = <Item>(from: readonly Item[]): Item => from[Math.floor(chance() * from.length)]!;
  const town = TOWNS[index % TOWNS.length]!;
  const isTown = index < TOWNS.length;
  const name = isTown
    ? `Mairie ${of(town)}`
    : `Association ${ASSOCIATIONS[index % ASSOCIATIONS.length]!} (${town})`;
  const domain = `${plain(town)}${isTown ? '' : '-asso'}.example`;
  const address = `${1 + Math.floor(chance() * 120)} ${pick(STREETS)}, ${59_000 + Math.floor(chance() * 700)} ${town}`;
  const siret = siretOf(index);
  const taken = new Set<string>();
  const someone = () => {
    for (;;) {
      const [firstName, lastName] = [pick(FIRST_NAMES), pick(LAST_NAMES)];
      const email = `${plain(firstName)}.${plain(lastName)}@${domain}`;
      if (!taken.has(email) && taken.add(email)) return { firstName, lastName, email };
    }
  };
  const agent = (title: string, holds: CafAgent['holds']): CafAgent => {
    const identity = someone();
    return { id: deriveId('demo-caf', identity.email), ...identity, function: title, holds };
  };

  const correspondent = someone();
  const establishments = Array.from({ length: SIZES[index % SIZES.length]! }, (_, number) => ({
    id: deriveId('demo-caf', domain, String(number)),
    name: ESTABLISHMENTS[(index * 5 + number) % ESTABLISHMENTS.length]!,
    address,
  }));
  const ids = establishments.map(({ id }) => id);
  return {
    gestionnaire: { id: siret, siret, name, address, representative: fullName(someone()) },
    establishments,
    correspondent: { name: personName(correspondent), email: correspondent.email },
    agents: [
      ...ids.map((id) => agent('Direction d’établissement', [[id, 'activity']])),
      ...ids.map((id) => agent('Gestion administrative', [[id, 'financial']])),
      ...[...inSlices(ids, 2)].map((held) =>
        agent(
          'Coordination petite enfance',
          held.map((id) => [id, 'approver']),
        ),
      ),
    ],
    successor: ({ function: title, holds }) => agent(title, holds),
  };
}

/** « de Lille », « d’Anzin », « du Cateau-Cambrésis ». */
function of(town: string): string {
  if (town.startsWith('Le ')) return `du ${town.slice(3)}`;
  return /^[AEIOUÉÎH]/.test(town) && !/^H(a|e|o)/.test(town) ? `d’${town}` : `de ${town}`;
}

/** Of the numbers that nobody has, with the right sum (Luhn). */
function siretOf(index: number): string {
  const stem = `${PARTNER_NUMBERS}${String(index).padStart(3, '0')}001`;
  const sum = [...stem].reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return stem + String((10 - (sum % 10)) % 10);
}

const fullName = ({ firstName, lastName }: Pick<CafAgent, 'firstName' | 'lastName'>): string =>
  `${firstName} ${lastName}`;

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ł/g, 'l')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
