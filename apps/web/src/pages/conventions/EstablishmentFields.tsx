import { TextField } from '../../components/fields/fields';

/** An establishment in the making; one that is known keeps its id from convention to convention. */
export interface Place {
  id: string;
  name?: string;
  address?: string;
}

export const newPlace = (): Place => ({ id: crypto.randomUUID() });

/** Those of a draft: as many as it has, each under its id. */
export const placesIn = (values: Record<string, string>): Place[] =>
  Object.entries(values)
    .filter(([name]) => /^establishments\.\d+\.id$/.test(name))
    .map(([, id]) => ({ id }));

interface Props {
  places: Place[];
  onChange: (places: Place[]) => void;
}

export function EstablishmentFields({ places, onChange }: Props) {
  return (
    <fieldset className="group">
      <legend>Établissements couverts</legend>
      {places.map((place, index) => (
        <div key={place.id} className="place">
          <input type="hidden" name={`establishments.${index}.id`} value={place.id} readOnly />
          <TextField
            name={`establishments.${index}.name`}
            label={`Nom (${index + 1})`}
            defaultValue={place.name}
          />
          <TextField
            name={`establishments.${index}.address`}
            label={`Adresse (${index + 1})`}
            defaultValue={place.address}
          />
          {places.length > 1 && (
            <button
              type="button"
              className="button"
              onClick={() => onChange(places.filter(({ id }) => id !== place.id))}
            >
              Retirer<span className="visually-hidden"> l’établissement {index + 1}</span>
            </button>
          )}
        </div>
      ))}
      <div>
        <button type="button" className="button" onClick={() => onChange([...places, newPlace()])}>
          Ajouter un établissement
        </button>
      </div>
    </fieldset>
  );
}
