import { useState } from 'react';
import { plural } from '../format';
import { useAnnounce } from './Announcer';
import { MOST_CHOSEN } from './chosen-rows';

/** All that a filter leaves. */
export interface WholeList<Row> {
  count: number;
  /** `MOST_CHOSEN` of them at most. */
  read: () => Promise<Row[]>;
}

/** Also what is on other pages, as far as it goes at once. */
export function ChooseWhole<Row>({
  whole: { count, read },
  isPossible,
  onRead,
}: {
  whole: WholeList<Row>;
  isPossible: (row: Row) => boolean;
  onRead: (rows: Row[]) => void;
}) {
  const [isReading, setReading] = useState(false);
  const announce = useAnnounce();

  async function choose() {
    if (isReading) return;
    setReading(true);
    try {
      const found = await read();
      const possible = found.filter(isPossible);
      onRead(possible);
      const others = found.length - possible.length;
      announce(
        `${plural(possible.length, 'ligne choisie', 'lignes choisies')}${
          others > 0 ? `\u00a0; ${plural(others, 'autre ne s’y prête pas', 'autres ne s’y prêtent pas')}` : ''
        }.`,
      );
    } catch {
      announce('Les autres pages n’ont pas pu être lues\u00a0: réessayez.', { isFailure: true });
    } finally {
      setReading(false);
    }
  }

  return (
    <button type="button" className="button" aria-disabled={isReading} onClick={choose}>
      {isReading ? 'Lecture en cours…' : chooseText(count)}
    </button>
  );
}

const chooseText = (count: number): string =>
  count > MOST_CHOSEN
    ? `Choisir les ${MOST_CHOSEN} premières lignes de ce filtre`
    : `Choisir les ${count} lignes de ce filtre`;
