import { Link } from 'react-router';
import type { AnomalyDetail } from '../../api/contract';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { TextField } from '../../components/fields/fields';
import { PolicySentence } from '../../components/PolicySentence';
import { ReasonDialog } from '../../components/ReasonDialog';
import { dayOf, today } from '../../days';
import { pathOf } from '../connections/filter';
import { Decide } from './Decide';
import { UNDONE } from './dismissal';
import { JustificationForm } from './JustificationForm';

/** What the reader owes, or may decide, at this stage of the case. */
export function AnomalyActions({ anomaly }: { anomaly: AnomalyDetail }) {
  const { state, userCode, network, gestionnaire } = anomaly;
  const isAwaited = state === 'notifying' || state === 'notified' || state === 'overdue';
  const me = useMe();
  if (me.role === 'gestionnaire') return isAwaited && <JustificationForm anomaly={anomaly} />;
  const isOwn = userCode === me.userCode;
  return (
    <div className="actions">
      {state === 'detected' && isOwn && (
        <p>Cette anomalie porte sur votre propre code : un collègue en décidera.</p>
      )}
      {state === 'detected' && gestionnaire && <Notify id={anomaly.id} partner={gestionnaire.name} />}
      {state === 'detected' && !gestionnaire && !isOwn && <Decide anomaly={anomaly} />}
      {state === 'detected' && !isOwn && <Dismiss anomaly={anomaly} />}
      {state === 'dismissed' && <Reopen anomaly={anomaly} />}
      {state === 'notifying' && <RegisteredLetter anomaly={anomaly} />}
      {(state === 'justified' || state === 'overdue') && <Decide anomaly={anomaly} />}
      {userCode !== null && (
        <Link to={pathOf({ ...daysOf(anomaly), userCode: [userCode] })}>Voir les connexions de ce code</Link>
      )}
      {network !== null && (
        <Link to={pathOf({ ...daysOf(anomaly), network: [network] })}>Voir les connexions de ce réseau</Link>
      )}
    </div>
  );
}

/** From the first of its facts to the last. */
function daysOf({ evidence, detectedAt, lastHitAt }: AnomalyDetail) {
  const first = evidence.reduce((earliest, { at }) => (at < earliest ? at : earliest), detectedAt);
  return { from: dayOf(first), to: dayOf(lastHitAt) };
}

function Notify({ id, partner }: { id: string; partner: string }) {
  return (
    <ActionDialog label="Notifier au partenaire" look="primary">
      <CommandForm
        path={`/anomalies/${id}/notification`}
        submit="Notifier"
        done="La notification part : le délai commencera quand elle aura atteint le partenaire."
      >
        <p>
          Le délai de {partner} pour donner ses explications commencera le jour où la notification aura
          atteint un correspondant qui peut se connecter. <PolicySentence of="justificationDays" />
        </p>
      </CommandForm>
    </ActionDialog>
  );
}

/** R19: for whom no correspondent can be reached. */
function RegisteredLetter({ anomaly: { id } }: { anomaly: AnomalyDetail }) {
  return (
    <ActionDialog
      label="Enregistrer une lettre recommandée"
      title="Enregistrer la lettre recommandée qui notifie l’anomalie"
    >
      <CommandForm
        path={`/anomalies/${id}/registered-letter`}
        body={(value) => ({ number: value('number'), deliveredOn: value('deliveredOn') })}
        fieldOf={LETTER_FIELDS}
        submit="Enregistrer la lettre"
        done="La lettre est enregistrée : le délai de réponse court depuis sa remise."
      >
        <TextField name="number" label="Numéro de la lettre" hint="Celui de l’avis de réception." />
        <TextField
          name="deliveredOn"
          type="date"
          label="Remise le"
          hint={
            <>
              Le délai court à compter de ce jour. <PolicySentence of="justificationDays" />
            </>
          }
          max={today()}
        />
      </CommandForm>
    </ActionDialog>
  );
}

const LETTER_FIELDS = { 'letter-in-future': 'deliveredOn', 'letter-before-notification': 'deliveredOn' };

const Dismiss = ({ anomaly: { id } }: { anomaly: AnomalyDetail }) => (
  <ReasonDialog
    label="Classer sans suite"
    path={`/anomalies/${id}/dismissal`}
    submit="Classer sans suite"
    done="L’anomalie est classée sans suite."
    undo={{
      path: `/anomalies/${id}/reopening`,
      body: { reason: UNDONE },
      done: 'L’anomalie est de nouveau à examiner.',
    }}
  >
    <p>Le partenaire n’en saura rien, et il n’aura rien à justifier.</p>
  </ReasonDialog>
);

const Reopen = ({ anomaly: { id } }: { anomaly: AnomalyDetail }) => (
  <ReasonDialog
    label="Rouvrir"
    path={`/anomalies/${id}/reopening`}
    submit="Rouvrir l’anomalie"
    done="L’anomalie est de nouveau à examiner."
  />
);
