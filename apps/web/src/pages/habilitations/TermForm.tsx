import type { ListedHabilitation } from '../../api/contract';
import { CommandForm } from '../../components/CommandForm';
import { TextArea, TextField } from '../../components/fields/fields';
import { addDays } from '../../days';
import { formatDay } from '../../format';

interface Props {
  habilitation: ListedHabilitation;
  onDone: () => void;
}

const REFUSED_FIELDS = { 'term-not-sooner': 'lastDay' };

/** A habilitation ends sooner than was agreed, at once; a longer time is asked of the Caf (R6). */
export function TermForm({ habilitation: { id, lastDay, returnsTo }, onDone }: Props) {
  return (
    <CommandForm
      path={`/habilitations/${id}/term`}
      body={(value) => ({ lastDay: value('lastDay'), reason: value('reason') })}
      fieldOf={REFUSED_FIELDS}
      submit="Avancer la fin"
      done="La fin de l’habilitation est avancée."
      onDone={onDone}
    >
      <p>
        {lastDay && `Elle prend fin le ${formatDay(lastDay)}. `}
        {returnsTo
          ? `${returnsTo} retrouve le profil dès la nouvelle fin.`
          : 'Le profil est vacant dès la nouvelle fin.'}
      </p>
      <p>Pour la prolonger, envoyez une demande pour la même personne, avec un dernier jour plus lointain.</p>
      <TextField
        name="lastDay"
        type="date"
        label="Nouveau dernier jour"
        hint="Hier ou avant : elle prend fin à l’instant."
        max={lastDay ? addDays(lastDay, -1) : undefined}
      />
      <TextArea name="reason" label="Motif" hint="Retour plus tôt que prévu…" rows={2} />
    </CommandForm>
  );
}
