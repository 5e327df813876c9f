import { formatInstant } from '../format';
import { Notice } from './Notice';

/** Says that a form shows what had been typed earlier, and offers to do without. */
export function DraftNotice({ typedAt, onClear }: { typedAt: string | null; onClear: () => void }) {
  if (!typedAt) return null;
  return (
    <div role="status">
      <Notice>
        <p>Brouillon repris : ce que vous aviez saisi le {formatInstant(typedAt)} n’a pas été envoyé.</p>
        <button type="button" className="button" onClick={onClear}>
          Effacer
        </button>
      </Notice>
    </div>
  );
}
