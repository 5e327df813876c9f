import type { ListedHabilitation } from '../../api/contract';
import { useMe } from '../../api/session';
import { CommandForm } from '../../components/CommandForm';
import { TextArea, TextField } from '../../components/fields/fields';
import { today } from '../../days';
import { formatDay } from '../../format';
import { PROFILES } from '../../labels';

interface Props {
  habilitation: ListedHabilitation;
  onDone: () => void;
}

/** The gestionnaire declares the end of a mission (R20); the Caf takes a habilitation back. */
export function RevocationForm({ habilitation, onDone }: Props) {
  const { id, profile, establishment, lastDay, returnsTo } = habilitation;
  const isOwed = useMe().role === 'gestionnaire';
  return (
    <CommandForm
      path={`/habilitations/${id}/revocation`}
      body={(value) => ({ reason: value('reason'), endedOn: value('endedOn') })}
      submit="Mettre fin à l’habilitation"
      look="danger"
      done="L’habilitation a pris fin."
      onDone={onDone}
    >
      <p>
        {PROFILES[profile]}, {establishment.name}. Cette habilitation prend fin à l’instant.
      </p>
      {lastDay && returnsTo && (
        <p>
          Le profil est vacant jusqu’à la fin du {formatDay(lastDay)}, puis {returnsTo} le retrouve.
        </p>
      )}
      <TextField
        name="endedOn"
        type="date"
        label="Dernier jour de la mission"
        hint={isOwed && DELAY}
        max={today()}
        defaultValue={today()}
      />
      <TextArea name="reason" label="Motif" hint="Départ, changement de fonction…" />
    </CommandForm>
  );
}

const DELAY =
  'La convention demande de déclarer tout départ sous 15 jours ; plus tard, la déclaration est acceptée mais son retard est noté.';
