import { useQuery } from '@tanstack/react-query';
import type { HeldData } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { TextArea, TextField } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
import { PolicySentence } from '../../components/PolicySentence';
import { ReasonDialog } from '../../components/ReasonDialog';
import { Section } from '../../components/Section';
import { formatDay, formatInstantDay } from '../../format';
import { HolderDataAccess, isExpected } from './HolderDataAccess';

/** What becomes of what the register knows of somebody: all of it as a file and the erasure, each by two officers, and a freeze. */
export function HolderData({ id, name }: { id: string; name: string }) {
  const held = useQuery(queries.heldData(id));
  const { userCode } = useMe();
  const path = `/holders/${id}/personal-data`;
  return (
    <Section title="Données personnelles">
      <Loaded query={held}>
        {(data) => <State path={path} name={name} held={data} isOwn={id === userCode} />}
      </Loaded>
    </Section>
  );
}

interface Props {
  path: string;
  name: string;
  held: HeldData;
}

function State({ path, name, held, isOwn }: Props & { isOwn: boolean }) {
  if (held.erasure?.state === 'erased') {
    return (
      <p>
        Cette personne a été effacée du registre
        {held.erasure.basis === 'retention' && ', au terme de la conservation'}.
      </p>
    );
  }
  return (
    <div className="stack">
      <div className="matter">
        <HolderDataAccess path={path} name={name} access={held.access} />
      </div>
      {held.announcedFor && (
        <p>
          Au terme de la conservation, cette personne sera effacée du registre le{' '}
          {formatDay(held.announcedFor)}, sauf litige ou anomalie en cours.{' '}
          <PolicySentence of="retentionMonths" />
        </p>
      )}
      <div className="matter">
        <Erasure path={path} name={name} held={held} />
      </div>
      {(held.freeze || !isOwn) && (
        <div className="matter">
          <Freeze path={path} name={name} held={held} isOwn={isOwn} />
        </div>
      )}
    </div>
  );
}

/** Another one decides on one’s own. */
function Freeze({ path, name, held: { freeze }, isOwn }: Props & { isOwn: boolean }) {
  if (freeze) {
    return (
      <>
        <p>
          Données gelées pour un litige depuis le {formatInstantDay(freeze.since)}
          {freeze.until && ` et jusqu’au ${formatDay(freeze.until)} inclus`}, par {freeze.by} :{' '}
          {freeze.reason}
        </p>
        {!isOwn && (
          <div className="actions">
            <ReasonDialog
              label="Lever le gel"
              title={`Lever le gel des données\u00a0: ${name}`}
              path={`${path}/freeze/lifting`}
              submit="Lever le gel"
              done="Le gel est levé."
            >
              <p>Ce qui était à effacer le sera de nouveau, dans les délais.</p>
            </ReasonDialog>
          </div>
        )}
      </>
    );
  }
  return (
    <div className="actions">
      <ActionDialog label="Geler pour un litige" title={`Geler les données\u00a0: ${name}`}>
        <CommandForm
          path={`${path}/freeze`}
          body={(value) => ({ reason: value('reason'), until: value('until') || undefined })}
          submit="Geler"
          done="Les données sont gelées."
        >
          <p>Rien de ce que le registre sait de cette personne n’est effacé tant que dure le gel.</p>
          <TextArea name="reason" label="Motif" hint="Le litige, et sa référence." />
          <TextField
            name="until"
            type="date"
            label="Dernier jour"
            hint="Sans dernier jour, jusqu’à ce que le gel soit levé."
            optional
          />
        </CommandForm>
      </ActionDialog>
    </div>
  );
}

function Erasure({ path, name, held }: Props) {
  const { erasure, obstacle } = held;
  if (erasure?.state === 'requested') {
    return (
      <>
        <p>
          Effacement demandé le {formatInstantDay(erasure.requestedAt)} par {erasure.requestedBy}
          {erasure.reason && ` : ${erasure.reason}`}
        </p>
        {erasure.isOfOtherCaf && <p className="quiet">Elle seule en décide.</p>}
        {erasure.isOwn && <p className="quiet">Un autre agent de la Caf le confirme.</p>}
        {obstacle && <p className="quiet">{obstacle.sentence}</p>}
        {!erasure.isOfOtherCaf && (
          <div className="actions">
            {!erasure.isOwn && !obstacle && <Confirmation path={path} name={name} held={held} />}
            <ReasonDialog
              label={erasure.isOwn ? 'Retirer la demande d’effacement' : 'Refuser l’effacement'}
              title={`Ne pas effacer\u00a0: ${name}`}
              path={`${path}/erasure/refusal`}
              submit="Ne pas effacer"
              done="La demande d’effacement est close."
            />
          </div>
        )}
      </>
    );
  }
  if (obstacle) return <p className="quiet">Pas d’effacement pour l’instant. {obstacle.sentence}</p>;
  return (
    <>
      {erasure?.decision && <p className="quiet">Dernière demande refusée : {erasure.decision}</p>}
      <div className="actions">
        <ReasonDialog
          look="danger"
          label="Demander l’effacement"
          title={`Demander l’effacement\u00a0: ${name}`}
          path={`${path}/erasure`}
          submit="Demander l’effacement"
          submitLook="danger"
          done="L’effacement est demandé."
          hint="La demande de la personne, sa date."
        >
          <p>
            Une fois confirmé par un autre agent de la Caf, plus personne ne pourra lire le nom, la messagerie
            ni rien de ce que le registre dit de cette personne. C’est définitif.
          </p>
        </ReasonDialog>
      </div>
    </>
  );
}

const Confirmation = ({ path, name, held: { access } }: Props) => (
  <ActionDialog look="danger" label="Confirmer l’effacement" title={`Effacer du registre\u00a0: ${name}`}>
    <CommandForm
      path={`${path}/erasure/confirmation`}
      look="danger"
      submit="Effacer définitivement"
      done="La personne est effacée. Les écrans qui la montrent encore sont refaits dans les minutes qui viennent."
    >
      <p>
        Son nom, sa messagerie, ses connexions et ce qui a été écrit à son sujet ne pourront plus être lus par
        personne. Le code utilisateur reste, et n’est jamais donné à quelqu’un d’autre. Ce qui a été scellé
        reste vérifiable.
      </p>
      {isExpected(access) && (
        <p>Il n’y aura plus rien à exporter : l’export demandé est à remettre à la personne avant.</p>
      )}
    </CommandForm>
  </ActionDialog>
);
