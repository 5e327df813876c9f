import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Convention, Party } from '../../api/contract';
import { useMe } from '../../api/session';
import { CommandForm, type Values } from '../../components/CommandForm';
import { TextField } from '../../components/fields/fields';
import type { FieldErrors } from '../../components/fields/form-context';
import { addDays } from '../../days';
import { EstablishmentFields, newPlace, type Place, placesIn } from './EstablishmentFields';

interface Props {
  /** As it stands in other conventions. */
  caf?: Party;
  /** The convention that this one follows. */
  former?: Convention;
}

export function ConventionForm({ caf, former }: Props) {
  const { organism } = useMe();
  const navigate = useNavigate();
  const [places, setPlaces] = useState<Place[]>(() => former?.establishments ?? [newPlace()]);
  const { gestionnaire } = former ?? {};

  return (
    <CommandForm
      path="/conventions"
      subject={former?.id}
      onRestore={(values) => setPlaces(placesIn(values))}
      body={(value) => ({
        gestionnaire: {
          id: siretOf(value),
          siret: siretOf(value),
          name: value('gestionnaire.name'),
          ...standing(value, 'gestionnaire'),
        },
        caf: { ...organism, ...standing(value, 'caf') },
        establishments: places.map(({ id }, index) => ({
          id,
          name: value(`establishments.${index}.name`),
          address: value(`establishments.${index}.address`),
        })),
        effectiveFrom: value('effectiveFrom') || null,
        until: value('until'),
      })}
      check={check}
      fieldOf={{ 'term-reversed': 'until' }}
      submit="Enregistrer la convention"
      done="La convention est enregistrée. Enregistrez maintenant ses signatures."
      onDone={({ id }) => navigate(`/conventions/${id}`)}
    >
      <div className="columns">
        <fieldset className="group">
          <legend>Gestionnaire</legend>
          <TextField name="gestionnaire.name" label="Nom" defaultValue={gestionnaire?.name} />
          <TextField
            name="gestionnaire.siret"
            label="Siret"
            hint="14 chiffres, avec ou sans espaces."
            inputMode="numeric"
            defaultValue={gestionnaire?.siret}
          />
          <TextField name="gestionnaire.address" label="Adresse" defaultValue={gestionnaire?.address} />
          <TextField
            name="gestionnaire.representative"
            label="Représenté par"
            defaultValue={gestionnaire?.representative}
          />
        </fieldset>
        <fieldset className="group">
          <legend>{organism.name}</legend>
          <TextField name="caf.address" label="Adresse" defaultValue={caf?.address} />
          <TextField name="caf.representative" label="Représentée par" defaultValue={caf?.representative} />
        </fieldset>
        <fieldset className="group">
          <legend>Durée</legend>
          <TextField
            name="effectiveFrom"
            type="date"
            label="Prend effet le"
            hint="Laissez vide tant que la date n’est pas fixée."
            defaultValue={former && addDays(former.until, 1)}
            optional
          />
          <TextField name="until" type="date" label="Dernier jour, compris" />
        </fieldset>
      </div>
      <EstablishmentFields places={places} onChange={setPlaces} />
    </CommandForm>
  );
}

const siretOf = (value: Values) => value('gestionnaire.siret').replace(/\s/g, '');

const standing = (value: Values, side: 'gestionnaire' | 'caf') => ({
  address: value(`${side}.address`),
  representative: value(`${side}.representative`),
});

function check(value: Values): FieldErrors {
  const from = value('effectiveFrom');
  return {
    ...(!/^\d{14}$/.test(siretOf(value)) && { 'gestionnaire.siret': 'donnez les 14 chiffres du Siret.' }),
    ...(from && value('until') < from && { until: 'choisissez un jour qui suit la date d’effet.' }),
  };
}
