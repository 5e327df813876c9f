import { accountSubject, type Decider, ERASED, type EventTypes } from '#event-sourcing';
import { invalid, notFound } from '#platform';

/** Whoever saved a view, or every security officer of their Caf. */
export const audiences = ['own', 'team'] as const;
export type Audience = (typeof audiences)[number];

export interface SavedView {
  readonly name: string;
  /** The query of the journal’s address. */
  readonly search: string;
  readonly audience: Audience;
}

export type SavedViewEvent =
  | { type: 'JournalViewSaved'; data: SavedView & { by: string; organismId: string } }
  | { type: 'JournalViewRemoved'; data: { by: string } };

export const savedViewEventTypes: EventTypes<SavedViewEvent> = {
  JournalViewSaved: {
    schema: 1,
    personal: {
      fields: { name: ERASED, search: '' },
      // What the team shares outlives whoever has saved it.
      subject: ({ audience, by }, { stream }) => (audience === 'own' ? accountSubject(by) : stream),
    },
  },
  JournalViewRemoved: { schema: 1 },
};

/** What the team shares outlives whoever is in it, too: a name would be there still when the person is erased. @throws Refusal shared-view-by-name */
function mustNameNobody(search: string): void {
  const asked = new URLSearchParams(search);
  if (!asked.has('name') && !asked.has('notName')) return;
  throw invalid(
    'shared-view-by-name',
    'Une vue partagée ne filtre pas par nom\u00a0: il y serait encore une fois la personne effacée. Filtrez par code, ou gardez-la pour vous.',
  );
}

interface Reader {
  readonly by: string;
  readonly organismId: string;
}

export type SavedViewCommand =
  | ({ type: 'SaveView' } & SavedView & Reader)
  | ({ type: 'RemoveView' } & Reader);

/** Null where there is none, or no more. */
type State = (Reader & { readonly audience: Audience }) | null;

/** A view of the journal that somebody keeps. What the team shares, each of the team may remove. */
export const savedView: Decider<SavedViewCommand, SavedViewEvent, State> = {
  category: 'journalview',
  initialState: null,
  decide(command, state) {
    if (command.type === 'SaveView') {
      const { type: _, ...view } = command;
      if (view.audience === 'team') mustNameNobody(view.search);
      return [{ type: 'JournalViewSaved', data: view }];
    }
    const { by, organismId } = command;
    const isTheirs =
      state?.audience === 'team' ? state.organismId === organismId : state !== null && state.by === by;
    if (!isTheirs) throw notFound('not-found', 'Cette vue n’existe pas.');
    return [{ type: 'JournalViewRemoved', data: { by } }];
  },
  evolve: (_, { type, data }) =>
    type === 'JournalViewSaved'
      ? { by: data.by, organismId: data.organismId, audience: data.audience }
      : null,
};
