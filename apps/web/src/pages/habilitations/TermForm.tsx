import type { ReactNode } from 'react';
import type { CalendarDate, ListedHabilitation } from '../../api/contract';
import { CommandForm } from '../../components/CommandForm';
import { TextArea, TextField } from '../../components/fields/fields';
import { addDays, dayOf, today } from '../../days';
import { formatDay } from '../../format';

interface Props {
  habilitation: ListedHabilitation;
}

const REFUSED_FIELDS = { 'term-not-sooner': 'lastDay', 'term-past': 'lastDay' };

/** A habilitation ends sooner than was agreed, or at all; or it begins again sooner. A longer time is asked of the Caf (R6). */
export function TermForm({ habilitation }: Props) {
  const { submit, done, label, hint, bounds, why, told } = wordsFor(habilitation);
  return (
    <CommandForm
      path={`/habilitations/${habilitation.id}/term`}
      body={(value) => ({ lastDay: value('lastDay'), reason: value('reason') })}
      fieldOf={REFUSED_FIELDS}
      submit={submit}
      done={done}
    >
      <p>{told}</p>
      <TextField name="lastDay" type="date" label={label} hint={hint} {...bounds} />
      <TextArea name="reason" label="Motif" hint={why} rows={2} />
    </CommandForm>
  );
}

interface Words {
  submit: string;
  done: string;
  label: string;
  hint: string;
  bounds: { min?: CalendarDate; max?: CalendarDate };
  why: string;
  told: ReactNode;
}

const NOW = 'Hier ou avant : à l’instant.';
const SOONER = 'Retour plus tôt que prévu…';

function wordsFor({ person, lastDay, returnsTo, since }: ListedHabilitation): Words {
  if (lastDay) {
    return {
      submit: 'Avancer la fin',
      done: 'La fin de l’habilitation est avancée.',
      label: 'Nouveau dernier jour',
      hint: NOW,
      bounds: { max: addDays(lastDay, -1) },
      why: SOONER,
      told: (
        <>
          Elle prend fin le {formatDay(lastDay)}.{' '}
          {returnsTo
            ? `${returnsTo} retrouve le profil dès la nouvelle fin.`
            : 'Le profil est vacant dès la nouvelle fin.'}{' '}
          Pour la prolonger, envoyez une demande pour la même personne, avec un dernier jour plus lointain.
        </>
      ),
    };
  }
  if (since > new Date().toISOString()) {
    return {
      submit: 'Avancer le retour',
      done: 'Le retour est avancé.',
      label: 'Dernier jour du remplacement',
      hint: NOW,
      bounds: { max: addDays(dayOf(since), -2) },
      why: SOONER,
      told: `${person.name} retrouve ce profil le ${formatDay(dayOf(since))}, ou plus tôt, dès la fin du jour que vous donnez. La personne qui remplace le perd au même instant.`,
    };
  }
  return {
    submit: 'Fixer la fin',
    done: 'Le dernier jour de l’habilitation est fixé.',
    label: 'Dernier jour',
    hint: 'Ce jour compris, jusqu’à minuit.',
    bounds: { min: today() },
    why: 'Mutation, retraite, fin de contrat…',
    told: `Un départ que l’on connaît d’avance\u00a0: l’habilitation prend fin d’elle-même après ce jour, et le profil est vacant. Pour ne pas le laisser vacant, demandez-le pour qui succède\u00a0: dès que la Caf l’accorde, cette habilitation-ci prend fin. Ce qui a déjà pris fin se déclare avec les départs.`,
  };
}
