import {
  conflict,
  DIRECTOR_LEVEL,
  forbidden,
  HOUR_MS,
  type Instant,
  notFound,
  parisDateOf,
  plusMs,
  policy,
  type Refusal,
} from '#platform';
import type { ConventionEvent, SignatureGiven, SignatureProof } from './convention-events.ts';
import type { Convention } from './convention-state.ts';

export type SignatureLinkCommand =
  /** `mayBeSent`: nobody of the gestionnaire has to agree with the mailbox first. */
  | { type: 'AskForSignatureLink'; linkId: string; email: string; mayBeSent: boolean }
  | { type: 'RevokeSignatureLink' }
  /** `contentSha256`: of what was read. */
  | {
      type: 'SignByLink';
      linkId: string;
      contentSha256: string;
      signature: Pick<SignatureGiven, 'signatory' | 'capacity'>;
      proof?: SignatureProof;
    };

/** The link lives 72 hours; whatever link there was has ended (R2). */
export function askForLink(
  { linkId, email, mayBeSent }: Extract<SignatureLinkCommand, { type: 'AskForSignatureLink' }>,
  now: Instant,
): ConventionEvent {
  if (!mayBeSent) return { type: 'SignatureLinkProposed', data: { email } };
  const expiresAt = plusMs(now, policy.signatureLinkHours * HOUR_MS);
  return { type: 'SignatureLinkSent', data: { linkId, email, expiresAt } };
}

export function revokeLink({ link }: Convention): ConventionEvent {
  if (link === null) {
    throw conflict('no-signature-link', 'Aucun lien de signature n’est envoyé ni proposé.');
  }
  return { type: 'SignatureLinkRevoked', data: { email: link.email } };
}

/** What somebody says behind a link, as the signature of the gestionnaire of this day. */
export const givenBehindLink = (
  { signatory, capacity }: Pick<SignatureGiven, 'signatory' | 'capacity'>,
  now: Instant,
): SignatureGiven => ({ party: 'gestionnaire', signatory, capacity, signedOn: parisDateOf(now) });

/** Until when the link may be used; null when it may not: used, expired, revoked, replaced, or of no use any more. */
export function linkOpensUntil({ state, link }: Convention, linkId: string, now: Instant): Instant | null {
  const expiresAt = link?.linkId === linkId ? link.expiresAt : null;
  return state === 'draft' && expiresAt !== null && now < expiresAt ? expiresAt : null;
}

/** What a provider proves is of use for the organism that it is about, and for no other. */
export function mustProveDirectorOf(
  gestionnaireId: string | undefined,
  { level, siret }: SignatureProof,
): void {
  if (level !== DIRECTOR_LEVEL || siret !== gestionnaireId) throw notTheDirector();
}

export const notTheDirector = (): Refusal =>
  forbidden(
    'not-the-director',
    'Le compte par lequel vous venez ne prouve pas que vous dirigez cet organisme\u00a0: son Siret est un autre. Choisissez votre compte de cet organisme, ou signez en déclarant vos nom et qualité.',
  );

export const voidSignatureLink = (): Refusal =>
  notFound(
    'signature-link-void',
    'Ce lien et ce Siret ne vont pas ensemble, ou le lien n’est plus valable : il a déjà servi, a expiré ou a été remplacé. Vérifiez le Siret, ou demandez un nouveau lien à votre Caf.',
  );

export const contentChanged = (): Refusal =>
  conflict(
    'convention-content-changed',
    'La convention a été modifiée depuis que vous l’avez lue : ouvrez de nouveau le lien et relisez-la avant de signer.',
  );
