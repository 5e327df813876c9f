import { useState } from 'react';
import type { Anomaly, Dismissals } from '../../api/contract';
import { ActionDialog } from '../../components/ActionDialog';
import { useAnnounce } from '../../components/Announcer';
import { CommandForm } from '../../components/CommandForm';
import type { Choice } from '../../components/DataTable';
import { TextArea } from '../../components/fields/fields';
import { Notice } from '../../components/Notice';
import { plural } from '../../format';

type Case = Pick<Anomaly, 'id' | 'state' | 'rule' | 'userCode' | 'network'>;

interface Chosen {
  ids: ReadonlySet<string>;
  choose: (ids: Iterable<string>) => void;
  choice: Choice<Case>;
}

/** Cases that an officer has ticked, of those that can be dismissed. */
export function useChosen(): Chosen {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return {
    ids,
    choose: (chosen) => setIds(new Set(chosen)),
    choice: {
      label: (one) => (isDismissible(one) ? nameOf(one) : null),
      isTicked: ({ id }) => ids.has(id),
      onTick: ({ id }, isTicked) => setIds(new Set([...ids, id].filter((other) => isTicked || other !== id))),
    },
  };
}

/** Above a list of cases: tick all that can be dismissed, and dismiss those that are ticked for one reason. */
export function BulkDismissal({ cases, chosen }: { cases: readonly Case[]; chosen: Chosen }) {
  const [refused, setRefused] = useState<string[]>([]);
  const announce = useAnnounce();
  const dismissible = cases.filter(isDismissible);
  const ticked = dismissible.filter(({ id }) => chosen.ids.has(id));
  const areAll = ticked.length === dismissible.length;

  function tell({ results }: Dismissals) {
    const refusals = results.filter(({ refusal }) => refusal !== null);
    setRefused(
      refusals.map(({ id, refusal }) => {
        const about = cases.find((one) => one.id === id);
        return `${about ? nameOf(about) : id}\u00a0: ${refusal?.message}`;
      }),
    );
    chosen.choose([]);
    const done = results.length - refusals.length;
    announce(
      `${plural(done, 'anomalie')} ${done < 2 ? 'classée' : 'classées'} sans suite${refusals.length > 0 ? `, ${plural(refusals.length, 'refus', 'refus')}` : ''}.`,
    );
  }

  return (
    <>
      {refused.length > 0 && (
        <Notice tone="warning">
          <p>Ces anomalies n’ont pas été classées sans suite :</p>
          <ul>
            {refused.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Notice>
      )}
      {dismissible.length > 0 && (
        <div className="actions bulk">
          <label className="checkbox">
            <input
              type="checkbox"
              checked={areAll}
              onChange={() => chosen.choose(areAll ? [] : dismissible.map(({ id }) => id))}
            />
            <span>Choisir toutes celles à examiner ({dismissible.length})</span>
          </label>
          {ticked.length > 0 && (
            <ActionDialog
              label={`Classer sans suite (${ticked.length})`}
              title={`Classer ${plural(ticked.length, 'anomalie')} sans suite`}
            >
              {(close) => (
                <CommandForm<unknown, Dismissals>
                  path="/anomaly-dismissals"
                  body={(value) => ({ ids: ticked.map(({ id }) => id), reason: value('reason') })}
                  submit="Classer sans suite"
                  onDone={(answer) => {
                    close();
                    tell(answer);
                  }}
                >
                  <ul>
                    {ticked.slice(0, MOST_NAMED).map((one) => (
                      <li key={one.id}>{nameOf(one)}</li>
                    ))}
                    {ticked.length > MOST_NAMED && <li>et {plural(ticked.length - MOST_NAMED, 'autre')}</li>}
                  </ul>
                  <TextArea
                    name="reason"
                    label="Motif"
                    hint="Le même pour toutes. L’historique de chacune le garde."
                  />
                </CommandForm>
              )}
            </ActionDialog>
          )}
        </div>
      )}
    </>
  );
}

const MOST_NAMED = 10;

/** Once the partner knows of it, a case is concluded upon. */
const isDismissible = ({ state }: Case): boolean => state === 'detected';

const nameOf = ({ rule, userCode, network }: Case): string => `${rule.title}, ${userCode ?? network}`;
