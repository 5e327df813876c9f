import { deriveId, type Profile } from '#platform';

/** The public parties of the amendment, and fictitious persons. */
export const CAF = {
  id: '595',
  name: 'Caf du Nord',
  address: '59863 Lille Cedex 9',
  representative: 'Luc Grard',
};
export const SIGNED_BY_CAF = {
  party: 'caf',
  signatory: 'Antoine Leprette',
  capacity: 'Par délégation, le Sous-Directeur en charge des Territoires',
} as const;
export const GESTIONNAIRE = {
  id: '21590410000017',
  siret: '21590410000017',
  name: 'Mairie de Mons-en-Barœul',
  address: '27 avenue Robert Schuman, 59370 Mons-en-Barœul',
  representative: 'Rudy Elgeest',
};
export const CRECHE = {
  id: deriveId('demo', 'creche'),
  name: 'Crèche collective municipale',
  address: '14 rue Lamartine, 59370 Mons-en-Barœul',
};
export const MULTI_ACCUEIL = {
  id: deriveId('demo', 'multi-accueil'),
  name: 'Multi-accueil Camille Guérin',
  address: 'Mail Henri Dunant, avenue René Coty, 59370 Mons-en-Barœul',
};

/** Fictitious: a small partner beside the town. */
export const ASSOCIATION = {
  id: '99900000300015',
  siret: '99900000300015',
  name: 'Micro-crèche Les Lucioles',
  address: '3 rue du Barœul, 59370 Mons-en-Barœul',
  representative: 'Odile Vandamme',
};
export const MICRO_CRECHE = {
  id: deriveId('demo', 'micro-creche'),
  name: 'Micro-crèche Les Lucioles',
  address: ASSOCIATION.address,
};

/** Fictitious: a partner that does not answer a review. */
export const LATE_PARTNER = {
  id: '99900002000019',
  siret: '99900002000019',
  name: 'Petite enfance Les Mésanges',
  address: '21 rue Lavoisier, 59370 Mons-en-Barœul',
  representative: 'Patrick Hennebelle',
};
export const PARENTS_CRECHE = {
  id: deriveId('demo', 'parents-creche'),
  name: 'Crèche parentale Les Mésanges',
  address: LATE_PARTNER.address,
};

/** Fictitious: a partner to be, of whom nobody has a code yet. */
export const NEW_PARTNER = {
  id: '99900001100018',
  siret: '99900001100018',
  name: 'Association Les Petits Pas',
  address: '8 rue de l’Égalité, 59370 Mons-en-Barœul',
  representative: 'Solange Dubrulle',
};
export const HALTE_GARDERIE = {
  id: deriveId('demo', 'halte-garderie'),
  name: 'Halte-garderie Les Petits Pas',
  address: NEW_PARTNER.address,
};

export const STAFF = [
  { role: 'caf-habilitation', organism: CAF, name: 'FERRAND Nadia', email: 'nadia.ferrand@caf.example' },
  { role: 'caf-security', organism: CAF, name: 'PRÉVOST Olivier', email: 'olivier.prevost@caf.example' },
  { role: 'caf-security', organism: CAF, name: 'ROBIN Camille', email: 'camille.robin@caf.example' },
  {
    role: 'gestionnaire',
    organism: GESTIONNAIRE,
    name: 'LEMAIRE Sophie',
    email: 'sophie.lemaire@mons.example',
  },
] as const;

export interface Agent {
  readonly id: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly function: string;
  readonly email: string;
  readonly holds: readonly (readonly [establishmentId: string, profile: Profile])[];
  /** Days before today of the last ordinary connection; 0 goes on to this day. */
  readonly lastSeen: number;
  /** From how many days before today to how many there is none. */
  readonly away: readonly [from: number, to: number] | null;
}

const agent = (
  [firstName, lastName]: [string, string],
  role: string,
  email: string,
  holds: Agent['holds'],
  lastSeen = 0,
  away: Agent['away'] = null,
): Agent => ({
  id: deriveId('demo', email),
  firstName,
  lastName,
  function: role,
  email,
  holds,
  lastSeen,
  away,
});

export const CLAIRE = agent(
  ['Claire', 'Vasseur'],
  'Directrice de la crèche',
  'claire.vasseur@mons.example',
  [[CRECHE.id, 'activity']],
  0,
  [56, 43],
);
export const THOMAS = agent(
  ['Thomas', 'Leclercq'],
  'Directeur du multi-accueil',
  'thomas.leclercq@mons.example',
  [[MULTI_ACCUEIL.id, 'activity']],
  40,
);
export const KARIM = agent(['Karim', 'Belkacem'], 'Responsable comptable', 'karim.belkacem@mons.example', [
  [CRECHE.id, 'financial'],
]);
export const INES = agent(
  ['Inès', 'Marchand'],
  'Chargée de gestion',
  'ines.marchand@mons.example',
  [[MULTI_ACCUEIL.id, 'financial']],
  95,
);
export const HELENE = agent(
  ['Hélène', 'Duriez'],
  'Directrice de la petite enfance',
  'helene.duriez@mons.example',
  [
    [CRECHE.id, 'approver'],
    [MULTI_ACCUEIL.id, 'approver'],
  ],
);
export const PAUL = agent(['Paul', 'Wattel'], 'Agent comptable', 'paul.wattel@mons.example', [], 108);
export const LUCIE = agent(
  ['Lucie', 'Delmotte'],
  'Adjointe à la petite enfance',
  'lucie.delmotte@mons.example',
  [],
);

/** Stands in: for Claire during a leave, now for Karim. */
export const MANON = agent(
  ['Manon', 'Caron'],
  'Directrice adjointe de la crèche',
  'manon.caron@mons.example',
  [],
  0,
  [42, 13],
);

export const AGENTS = [CLAIRE, THOMAS, KARIM, INES, HELENE, PAUL, LUCIE, MANON];
