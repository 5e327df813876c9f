import { useState } from 'react';
import type { Account, BulkAnswer, Holding, Sanction } from '../../api/contract';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { useAnnounce } from '../../components/Announcer';
import { CommandForm } from '../../components/CommandForm';
import { optionsOf, Select, TextArea, TextField } from '../../components/fields/fields';
import { today } from '../../days';
import { plural } from '../../format';
import { PROFILES, SANCTIONS } from '../../labels';
import { GroundField, groundOf } from './GroundField';
import { EFFECTS, possibleSanctions } from './sanctions';

interface Props {
  account: Account;
  /** What is held now; where it is not known nothing can be withdrawn. */
  held?: Holding[];
}

/** The one place where a sanction is taken: which, what follows, and why. */
export function TakeSanction({ account, held = [] }: Props) {
  const possible = possibleSanctions(useMe(), account, held);
  const [chosen, setChosen] = useState<Sanction | ''>('');
  if (possible.length === 0) return null;
  const kind = possible.find((one) => one === chosen) ?? (possible.length === 1 ? possible[0] : undefined);
  const { userCode, name } = account;
  return (
    <ActionDialog
      label="Prendre une mesure"
      about={userCode}
      title={`${kind ? SANCTIONS[kind] : 'Mesure'}\u00a0: ${name}, ${userCode}`}
    >
      {(close) => (
        <>
          {possible.length > 1 && (
            <Select
              name="sanction"
              label="Mesure"
              none="Choisir"
              options={optionsOf(SANCTIONS).filter(({ value }) => possible.some((one) => one === value))}
              value={chosen}
              onChange={(event) => setChosen(event.target.value as Sanction | '')}
            />
          )}
          {kind && <Form key={kind} kind={kind} account={account} held={held} close={close} />}
        </>
      )}
    </ActionDialog>
  );
}

function Form({
  kind,
  account: { userCode },
  held,
  close,
}: Required<Props> & { kind: Sanction; close: () => void }) {
  switch (kind) {
    case 'suspension':
      return (
        <CommandForm
          path={`/accounts/${userCode}/blocking`}
          body={(value) => ({
            ...{ reason: value('reason'), until: value('until') || undefined },
            ...groundOf(value),
          })}
          submit="Suspendre le code"
          look="danger"
          done={`Le code ${userCode} est suspendu.`}
          onDone={close}
          fieldOf={{ 'suspension-in-past': 'until' }}
        >
          <Effects kind={kind} />
          <TextField
            name="until"
            type="date"
            label="Dernier jour"
            hint="Compté en entier. Sans lui, la suspension dure jusqu’à ce qu’elle soit levée."
            min={today()}
            optional
          />
          <GroundField userCode={userCode} />
          <TextArea name="reason" label="Motif" hint="La personne et son gestionnaire le liront." />
        </CommandForm>
      );
    case 'password-change':
      return (
        <CommandForm
          path={`/accounts/${userCode}/password-reset`}
          body={(value) => ({ reason: value('reason'), ...groundOf(value) })}
          submit="Imposer le changement"
          done={`Un nouveau mot de passe sera demandé au code ${userCode}.`}
          onDone={close}
        >
          <Effects kind={kind} />
          <GroundField userCode={userCode} />
          <TextArea name="reason" label="Motif" hint="La personne et son gestionnaire le liront." />
        </CommandForm>
      );
    case 'removal':
      return (
        <CommandForm
          path={`/accounts/${userCode}/closing`}
          body={(value) => ({ reason: value('reason') })}
          submit="Fermer le code"
          look="danger"
          done={`Le code ${userCode} est fermé.`}
          onDone={close}
        >
          <Effects kind={kind} />
          <TextArea name="reason" label="Motif" hint="Départ, changement de fonction…" />
        </CommandForm>
      );
    case 'withdrawal':
      return <Withdrawal held={held} close={close} />;
    default:
      return kind satisfies never;
  }
}

/** All that is held, unless some of it is left out. */
function Withdrawal({ held, close }: { held: Holding[]; close: () => void }) {
  const announce = useAnnounce();
  const [kept, setKept] = useState<readonly string[]>([]);
  const ids = held.map(({ id }) => id).filter((id) => !kept.includes(id));
  return (
    <CommandForm<unknown, BulkAnswer>
      path="/habilitation-revocations"
      subject={held.map(({ id }) => id).join(' ')}
      body={(value) => ({ ids, reason: value('reason'), endedOn: today() })}
      check={(): Record<string, string> =>
        ids.length === 0 ? { reason: 'choisissez au moins un profil à retirer.' } : {}
      }
      submit={`Retirer ${plural(ids.length, 'profil')}`}
      look="danger"
      onDone={({ results }) => {
        const refusals = results.flatMap(({ refusal }) => (refusal ? [refusal.message] : []));
        close();
        announce(
          [
            `${plural(results.length - refusals.length, 'profil retiré', 'profils retirés')}.`,
            ...refusals,
          ].join(' '),
        );
      }}
    >
      <Effects kind="withdrawal" />
      <fieldset className="field">
        <legend>Profils à retirer</legend>
        {held.map(({ id, profile, establishment }) => (
          <label key={id} className="checkbox">
            <input
              type="checkbox"
              checked={!kept.includes(id)}
              onChange={({ target }) =>
                setKept(target.checked ? kept.filter((other) => other !== id) : [...kept, id])
              }
            />
            <span>
              {PROFILES[profile]}, {establishment.name}
            </span>
          </label>
        ))}
      </fieldset>
      <TextArea name="reason" label="Motif" hint="Le gestionnaire le lira." />
    </CommandForm>
  );
}

const Effects = ({ kind }: { kind: Sanction }) => (
  <div className="effects">
    <p>Ce qui s’ensuit&nbsp;:</p>
    <ul>
      {EFFECTS[kind].map((effect) => (
        <li key={effect}>{effect}</li>
      ))}
    </ul>
  </div>
);
