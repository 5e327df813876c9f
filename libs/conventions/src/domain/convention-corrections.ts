import { mustCorrect, notFound } from '#platform';
import type { CorrectionEvent, EstablishmentDetails, PartyDetails, PartyRole } from './convention-events.ts';
import type { Convention } from './convention-state.ts';

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
