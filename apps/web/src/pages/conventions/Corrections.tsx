import type { Convention, Party } from '../../api/contract';
import { CorrectionForm } from '../../components/CorrectionForm';
import { TextField } from '../../components/fields/fields';

/** What the Caf may correct of a party; another SIRET or code would be another party. */
export function CorrectParty({
  id,
  side,
  party,
}: {
  id: string;
  side: 'gestionnaire' | 'caf';
  party: Party;
}) {
  return (
    <CorrectionForm
      of={party.name}
      path={`/conventions/${id}/${side}`}
      body={(value) => ({
        name: value('name'),
        address: value('address'),
        representative: value('representative'),
      })}
    >
      <TextField name="name" label="Nom" defaultValue={party.name} />
      <TextField name="address" label="Adresse" defaultValue={party.address} />
      <TextField name="representative" label="Représenté par" defaultValue={party.representative} />
    </CorrectionForm>
  );
}

export function CorrectEstablishment({
  id,
  place,
}: {
  id: string;
  place: Convention['establishments'][number];
}) {
  return (
    <CorrectionForm
      of={place.name}
      path={`/conventions/${id}/establishments/${place.id}`}
      body={(value) => ({ name: value('name'), address: value('address') })}
    >
      <TextField name="name" label="Nom" defaultValue={place.name} />
      <TextField name="address" label="Adresse" defaultValue={place.address} />
    </CorrectionForm>
  );
}
