import type { ListedHabilitation } from '../../api/contract';
import { CommandForm } from '../../components/CommandForm';
import { TextArea, TextField } from '../../components/fields/fields';
import { addDays, dayOf } from '../../days';
import { formatDay } from '../../format';

interface Props {
  habilitation: ListedHabilitation;
  onDone: () => void;
}

const REFUSED_FIELDS = { 'term-not-sooner': 'lastDay' };

/** A habilitation ends sooner than was agreed, at once, or begins again sooner; a longer time is asked of the Caf (R6). */
export function TermForm({ habilitation, onDone }: Props) {
  const { id, person, lastDay, returnsTo, since } = habilitation;
  return (
    <CommandForm
      path={`/habilitations/${id}/term`}
      body={(value) => ({ lastDay: value('lastDay'), reason: value('reason') })}
      fieldOf={REFUSED_FIELDS}
      submit={lastDay ? 'Avancer la fin' : 'Avancer le retour'}
      done={lastDay ? 'La fin de l’habilitation est avancée.' : 'Le retour est avancé.'}
      onDone={onDone}
    >
      {lastDay ? (
        <p>
          Elle prend fin le {formatDay(lastDay)}.{' '}
          {returnsTo
            ? `${returnsTo} retrouve le profil dès la nouvelle fin.`
            : 'Le profil est vacant dès la nouvelle fin.'}{' '}
          Pour la prolonger, envoyez une demande pour la même personne, avec un dernier jour plus lointain.
        </p>
      ) : (
        <p>
          {person.name} retrouve ce profil le {formatDay(dayOf(since))}, ou plus tôt, dès la fin du jour que
          vous donnez. La personne qui remplace le perd au même instant.
        </p>
      )}
      <TextField
        name="lastDay"
        type="date"
        label={lastDay ? 'Nouveau dernier jour' : 'Dernier jour du remplacement'}
        hint="Hier ou avant : à l’instant."
        max={addDays(lastDay ?? dayOf(since), lastDay ? -1 : -2)}
      />
      <TextArea name="reason" label="Motif" hint="Retour plus tôt que prévu…" rows={2} />
    </CommandForm>
  );
}
