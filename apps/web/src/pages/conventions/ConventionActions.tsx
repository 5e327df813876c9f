import { Link } from 'react-router';
import type { Convention } from '../../api/contract';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { DocumentField } from '../../components/fields/DocumentField';
import { TextField } from '../../components/fields/fields';
import { SignatureFields, signatureOf } from '../../components/fields/SignatureFields';
import { ReasonDialog } from '../../components/ReasonDialog';
import { today } from '../../days';
import { formatDay } from '../../format';
import { LinkActions } from './SignatureLink';

type Signature = Convention['signatures'][number];

/** Each party signs for itself (R2). */
export function SigningActions({ convention, party }: { convention: Convention; party: Signature['party'] }) {
  const hasSigned = (side: Signature['party']) => convention.signatures.some((one) => one.party === side);
  if (convention.state !== 'draft') return null;
  return (
    <div className="actions">
      {party === 'gestionnaire' && convention.announced && !hasSigned(party) && (
        <Confirm id={convention.id} announced={convention.announced} />
      )}
      {!hasSigned(party) && <Sign id={convention.id} />}
      {!hasSigned('gestionnaire') && (
        <LinkActions convention={convention} isPartner={party === 'gestionnaire'} />
      )}
      {party === 'caf' && !hasSigned('gestionnaire') && <Announce id={convention.id} />}
    </div>
  );
}

/** What the Caf may do with a convention, which takes effect by itself once signed by both and dated (R1). */
export function ConventionActions({ convention }: { convention: Convention }) {
  const isOpen = convention.state === 'draft' || convention.state === 'signed';
  const lacksDate = isOpen && convention.effectiveFrom === null;
  return (
    <div className="actions">
      {(convention.state === 'draft' || lacksDate) && <SetEffectiveDate convention={convention} />}
      {convention.state === 'active' && <Terminate convention={convention} />}
      {!isOpen && <Link to={`/conventions/nouvelle?apres=${convention.id}`}>Enregistrer la suivante</Link>}
    </div>
  );
}

function SetEffectiveDate({ convention: { id, until, effectiveFrom } }: { convention: Convention }) {
  return (
    <ActionDialog label="Fixer la date d’effet" look={effectiveFrom ? 'plain' : 'primary'}>
      <CommandForm
        method="PUT"
        path={`/conventions/${id}/effective-date`}
        body={(value) => ({ effectiveFrom: value('effectiveFrom') })}
        submit="Fixer la date"
        done="La date d’effet est fixée."
      >
        <TextField
          name="effectiveFrom"
          type="date"
          label="Prend effet le"
          hint="Signée des deux parties, la convention entre en vigueur ce jour-là."
          max={until}
          defaultValue={effectiveFrom ?? undefined}
        />
      </CommandForm>
    </ActionDialog>
  );
}

function Sign({ id }: { id: string }) {
  return (
    <ActionDialog label="Signer la convention">
      <CommandForm
        path={`/conventions/${id}/signatures`}
        body={signatureOf}
        submit="Signer"
        done="La convention est signée pour votre partie."
      >
        <SignatureFields signedOn={today()} />
      </CommandForm>
    </ActionDialog>
  );
}

function Announce({ id }: { id: string }) {
  return (
    <ActionDialog label="Annoncer l’original signé du gestionnaire">
      <CommandForm
        path={`/conventions/${id}/announced-signature`}
        body={(value) => ({ ...signatureOf(value), documentSha256: value('documentSha256') })}
        submit="Annoncer l’original"
        done="L’original est annoncé : le gestionnaire doit le confirmer."
      >
        <p>Il compte une fois que le gestionnaire l’a confirmé : personne ne signe pour l’autre partie.</p>
        <SignatureFields />
        <DocumentField
          name="documentSha256"
          label="Numérisation de l’original"
          hint="Elle reste chez vous : seule son empreinte est gardée."
        />
      </CommandForm>
    </ActionDialog>
  );
}

function Confirm({ id, announced }: { id: string; announced: NonNullable<Convention['announced']> }) {
  const { signatory, capacity, signedOn, documentSha256 } = announced;
  return (
    <ActionDialog label="Confirmer l’original signé" look="primary">
      <CommandForm
        path={`/conventions/${id}/announced-signature/confirmation`}
        body={() => announced}
        submit="Confirmer"
        done="L’original est confirmé : votre partie a signé."
      >
        <p>
          La Caf annonce un original signé le {formatDay(signedOn)} par {signatory} ({capacity}). Comparez
          l’empreinte de sa numérisation avec celle de votre exemplaire, si vous en avez une.
        </p>
        <p className="hint">
          Empreinte SHA-256 : <code>{documentSha256}</code>
        </p>
      </CommandForm>
    </ActionDialog>
  );
}

function Terminate({ convention: { id, gestionnaire } }: { convention: Convention }) {
  return (
    <ReasonDialog
      label="Résilier"
      title={`Résilier la convention avec ${gestionnaire.name}`}
      look="danger"
      path={`/conventions/${id}/termination`}
      submit="Résilier maintenant"
      submitLook="danger"
      done="La convention est résiliée."
      hint="L’obligation qui n’a pas été respectée (article 5)."
    >
      <p>
        Toutes les habilitations et les sessions qu’elle porte prennent fin à l’instant. La convention
        « Prestation de service unique » demeure.
      </p>
    </ReasonDialog>
  );
}
