import { useState } from 'react';
import type { BulkAnswer, Holding } from '../../api/contract';
import { CommandForm } from '../../components/CommandForm';
import { TextArea } from '../../components/fields/fields';
import { Ticks } from '../../components/fields/Ticks';
import { today } from '../../days';
import { plural } from '../../format';
import { PROFILES } from '../../labels';
import { Effects } from './Effects';

/** All that is held, unless some of it is left out. */
export function WithdrawalForm({ held }: { held: Holding[] }) {
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const ids = held.map(({ id }) => id).filter((id) => !kept.has(id));
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
      done={({ results }) => {
        const refusals = results.flatMap(({ refusal }) => (refusal ? [refusal.message] : []));
        const withdrawn = plural(results.length - refusals.length, 'profil retiré', 'profils retirés');
        return [`${withdrawn}.`, ...refusals].join(' ');
      }}
    >
      <Effects kind="withdrawal" />
      <Ticks
        legend="Profils à retirer"
        options={held.map(({ id, profile, establishment }) => ({
          value: id,
          label: `${PROFILES[profile]}, ${establishment.name}`,
        }))}
        leftOut={kept}
        onLeaveOut={setKept}
      />
      <TextArea name="reason" label="Motif" hint="Le gestionnaire le lira." />
    </CommandForm>
  );
}
