import type { Decider, EventTypes } from '#event-sourcing';
import { conflict, invalid, sharedMailboxToken } from '#platform';

/** `personId`: of an agent, or what makes the holder of another code one and the same. */
export type MailboxEvent =
  | { type: 'MailboxClaimed'; data: { personId: string } }
  | { type: 'MailboxReleased'; data: { personId: string } };

export const mailboxEventTypes: EventTypes<MailboxEvent> = {
  MailboxClaimed: { schema: 1 },
  MailboxReleased: { schema: 1 },
};

export type MailboxCommand =
  | { type: 'ClaimMailbox'; personId: string }
  | { type: 'ReleaseMailbox'; personId: string };

/** Who a mailbox belongs to; nobody while null. */
export interface Mailbox {
  readonly personId: string | null;
}

/** One mailbox, one person, until they have left (R16). */
export const mailbox: Decider<MailboxCommand, MailboxEvent, Mailbox> = {
  category: 'mailbox',
  initialState: { personId: null },
  decide({ type, personId }, state) {
    const isTheirs = state.personId === personId;
    if (type === 'ReleaseMailbox') return isTheirs ? [{ type: 'MailboxReleased', data: { personId } }] : [];
    if (isTheirs) return [];
    if (state.personId !== null) throw mailboxTaken();
    return [{ type: 'MailboxClaimed', data: { personId } }];
  },
  evolve: (_, { type, data }) => ({ personId: type === 'MailboxClaimed' ? data.personId : null }),
};

export const mailboxTaken = () =>
  conflict('mailbox-taken', 'Cette adresse de messagerie est déjà celle d’une autre personne.');

/**
 * The address must be individual, or the gestionnaire must say why it looks shared and is not: a surname can
 * look like a service (R16). Answers the reason to record; null when none was needed.
 * @throws Refusal shared-mailbox
 */
export function individualMailbox(email: string, reason: string | null): string | null {
  const token = sharedMailboxToken(email);
  if (token === null) return null;
  if (reason === null) {
    throw invalid(
      'shared-mailbox',
      `L’adresse semble être une boîte aux lettres partagée (« ${token} ») : la convention demande une adresse individuelle. Si elle l’est, dites pourquoi.`,
    );
  }
  return reason;
}
