import type { Registration } from '#conventions';
import type { CalendarDate } from '#platform';
import type { AnnexSignature } from '../../domain/annex.ts';
import type { AnnexView } from './view.ts';

export type Party = Registration['caf'];

/** What the document says, beyond what the API gives. */
export interface AnnexContent extends AnnexView {
  readonly gestionnaire: Party;
  readonly caf: Party;
  readonly conventions: readonly { readonly from: CalendarDate; readonly until: CalendarDate }[];
  readonly establishments: readonly { readonly name: string; readonly address: string }[];
  /** Of the version, when it is an amended one. */
  readonly signatures: readonly AnnexSignature[];
  /** It is what the two are to sign, and holds nothing before they have (R22). */
  readonly isDraft: boolean;
}
