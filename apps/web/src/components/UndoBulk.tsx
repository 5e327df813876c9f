import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem, send } from '../api/client';
import type { BulkAnswer } from '../api/contract';
import { inShares } from '../api/in-shares';
import { plural } from '../format';
import { useAnnounce } from './Announcer';
import type { BulkDeed } from './bulk-act';

interface Props extends NonNullable<BulkDeed['undo']> {
  ids: readonly string[];
  onDone: () => void;
}

/** Takes an act on many rows back, and says of how many. */
export function UndoBulk({ path, reason, done, ids, onDone }: Props) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [count, setCount] = useState<number | null>(null);

  async function takeBack() {
    if (count !== null) return;
    setCount(0);
    try {
      const sendShare = (share: readonly string[]) => send<BulkAnswer>('POST', path, { ids: share, reason });
      const { results } = await inShares(ids, sendShare, setCount, () => false);
      const others = ids.length - results.filter(({ refusal }) => !refusal).length;
      announce(
        `${done(ids.length - others)}${others > 0 ? `, ${plural(others, 'autre n’a pas pu l’être', 'autres n’ont pas pu l’être')}` : ''}.`,
      );
      onDone();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      announce(`Cela n’a pas pu être annulé\u00a0: ${error.message}`, { isFailure: true });
    } finally {
      setCount(null);
      await client.invalidateQueries();
    }
  }

  return (
    <button type="button" className="button" aria-disabled={count !== null} onClick={takeBack}>
      {count === null ? 'Annuler' : `Annulation\u00a0: ${count} sur ${ids.length}`}
    </button>
  );
}
