import type { Convention } from '../../api/contract';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { TextField } from '../../components/fields/fields';
import { Notice } from '../../components/Notice';
import { formatInstant } from '../../format';

/** Whether the representative may still sign by it. */
export const isOpen = (link: Convention['link']): boolean =>
  link?.expiresAt ? link.expiresAt > new Date().toISOString() : false;

/** The link by which the gestionnaire’s legal representative, who has no code, signs (R2). */
export function LinkState({ convention: { link, gestionnaire } }: { convention: Convention }) {
  if (!link) return null;
  const { email, by, expiresAt } = link;
  if (expiresAt === null) {
    return (
      <Notice tone="warning">
        La Caf propose d’envoyer à {email} un lien de signature pour {gestionnaire.representative}. Un
        correspondant du gestionnaire l’envoie, à cette adresse ou à une autre.
      </Notice>
    );
  }
  if (!isOpen(link)) {
    return (
      <Notice tone="warning">
        Le lien de signature envoyé à {email} a expiré le {formatInstant(expiresAt)} sans avoir servi.
      </Notice>
    );
  }
  return (
    <Notice tone="progress">
      Un lien de signature est envoyé à {email} par{' '}
      {by === 'caf' ? 'la Caf' : 'un correspondant du gestionnaire'}. Il sert une seule fois, jusqu’au{' '}
      {formatInstant(expiresAt)}.
    </Notice>
  );
}

/** To ask for a link, and to end it. A correspondent sends the one that the Caf has proposed. */
export function LinkActions({
  convention: { id, link, gestionnaire },
  isPartner,
}: {
  convention: Convention;
  isPartner: boolean;
}) {
  const isProposed = link?.expiresAt === null;
  return (
    <>
      <ActionDialog
        label={isPartner ? 'Envoyer un lien à votre représentant' : 'Envoyer un lien au représentant'}
        title={`Envoyer un lien de signature à ${gestionnaire.representative}`}
        look={isPartner && isProposed ? 'primary' : 'plain'}
      >
        <CommandForm
          path={`/conventions/${id}/signature-link`}
          body={(value) => ({ email: value('email') })}
          fieldOf={{ 'shared-mailbox': 'email', 'mailbox-of-officer': 'email' }}
          submit="Envoyer le lien"
          done="La demande est enregistrée."
        >
          <p>
            La signature se fait sans code : derrière le lien, une fois le Siret donné, la personne lit la
            convention et la signe pour {gestionnaire.name}. L’adresse est gardée au registre ; un lien déjà
            envoyé ne sert plus.
          </p>
          {!isPartner && (
            <p className="hint">
              Si le gestionnaire a déjà eu un correspondant, c’est un correspondant qui envoie le lien : votre
              demande lui est présentée.
            </p>
          )}
          <TextField
            name="email"
            type="email"
            label="Messagerie individuelle du représentant"
            defaultValue={isPartner && isProposed ? link.email : undefined}
            autoComplete="off"
          />
        </CommandForm>
      </ActionDialog>
      {link && <Revoke id={id} isProposed={isProposed} email={link.email} />}
    </>
  );
}

function Revoke({ id, isProposed, email }: { id: string; isProposed: boolean; email: string }) {
  return (
    <ActionDialog label={isProposed ? 'Écarter le lien proposé' : 'Révoquer le lien'}>
      <CommandForm
        path={`/conventions/${id}/signature-link/revocation`}
        submit={isProposed ? 'Écarter' : 'Révoquer'}
        look="danger"
        done={isProposed ? 'Le lien proposé est écarté.' : 'Le lien est révoqué.'}
      >
        <p>
          {isProposed
            ? `Aucun lien ne partira à ${email}.`
            : `Le lien envoyé à ${email} n’ouvrira plus rien. Un autre peut être envoyé.`}
        </p>
      </CommandForm>
    </ActionDialog>
  );
}
