import { mustCorrect, notFound } from '#platform';
import type { Establishment, Party, PartyRole } from './convention-events.ts';
import type { Convention } from './convention-state.ts';

/** What the register says of a party; what it goes by stays: another id is another party (R1). */
type PartyDetails = Pick<Party, 'name' | 'address' | 'representative'>;
type EstablishmentDetails = Pick<Establishment, 'name' | 'address'>;

interface Corrected<Details> {
  readonly before: Details;
  readonly after: Details;
  readonly reason: string;
}

/** The paper stays as it was signed: what was drawn from the register before is not drawn otherwise by these. */
export type CorrectionEvent =
  | { type: 'PartyCorrected'; data: { party: PartyRole } & Corrected<PartyDetails> }
  | { type: 'EstablishmentCorrected'; data: { establishmentId: string } & Corrected<EstablishmentDetails> };

export type CorrectionCommand =
  | { type: 'CorrectParty'; party: PartyRole; details: PartyDetails; reason: string }
  | { type: 'CorrectEstablishment'; establishmentId: string; details: EstablishmentDetails; reason: string };

export function correct(command: CorrectionCommand, state: Convention): CorrectionEvent {
  const { reason } = command;
  if (command.type === 'CorrectParty') {
    const { party, details } = command;
    const known = state[party];
    if (!known) throw notFound('convention-not-found', 'Cette convention n’est pas enregistrée.');
    const { name, address, representative } = known;
    const before = { name, address, representative };
    mustCorrect(before, details, ['name', 'address', 'representative']);
    return { type: 'PartyCorrected', data: { party, before, after: details, reason } };
  }
  const { establishmentId, details } = command;
  const known = state.establishments.find(({ id }) => id === establishmentId);
  if (!known) throw notFound('establishment-not-found', 'Cette convention ne couvre pas cet établissement.');
  const before = { name: known.name, address: known.address };
  mustCorrect(before, details, ['name', 'address']);
  return { type: 'EstablishmentCorrected', data: { establishmentId, before, after: details, reason } };
}

export function withCorrection(state: Convention, { type, data }: CorrectionEvent): Convention {
  if (type === 'PartyCorrected') return { ...state, [data.party]: { ...state[data.party], ...data.after } };
  const establishments = state.establishments.map((known) =>
    known.id === data.establishmentId ? { ...known, ...data.after } : known,
  );
  return { ...state, establishments };
}
