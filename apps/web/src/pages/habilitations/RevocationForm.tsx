import type { ListedHabilitation } from '../../api/contract';
import { useMe } from '../../api/session';
import { CommandForm } from '../../components/CommandForm';
import { DeclarationDelay } from '../../components/DeclarationDelay';
import { TextArea, TextField } from '../../components/fields/fields';
import { today } from '../../days';
import { formatDay } from '../../format';
import { PROFILES } from '../../labels';

interface Props {
  habilitation: ListedHabilitation;
}

/** The gestionnaire declares the end of a mission (R20); the Caf takes a habilitation back, which is one of its sanctions. */
export function RevocationForm({ habilitation }: Props) {
  const { id, profile, establishment, lastDay, returnsTo } = habilitation;
  const isOwed = useMe().role === 'gestionnaire';
  return (
    <CommandForm
      path={`/habilitations/${id}/revocation`}
      body={(value) => ({ reason: value('reason'), endedOn: isOwed ? value('endedOn') : today() })}
      submit={isOwed ? 'Mettre fin à l’habilitation' : 'Retirer l’habilitation'}
      look="danger"
      done={isOwed ? 'L’habilitation a pris fin.' : 'L’habilitation est retirée.'}
    >
      <p>
        {PROFILES[profile]}, {establishment.name}. Cette habilitation prend fin à l’instant.
        {!isOwed &&
          ' C’est une mesure de la Caf, sur laquelle on ne revient pas : un départ, le gestionnaire le déclare.'}
      </p>
      {lastDay && returnsTo && (
        <p>
          Le profil est vacant jusqu’à la fin du {formatDay(lastDay)}, puis {returnsTo} le retrouve.
        </p>
      )}
      {isOwed && (
        <TextField
          name="endedOn"
          type="date"
          label="Dernier jour de la mission"
          hint={<DeclarationDelay />}
          max={today()}
          defaultValue={today()}
        />
      )}
      <TextArea
        name="reason"
        label="Motif"
        hint={isOwed ? 'Départ, changement de fonction…' : 'Le gestionnaire le lira.'}
      />
    </CommandForm>
  );
}
