import { Link } from 'react-router';
import type { Convention } from '../../api/contract';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { Select, TextArea, TextField } from '../../components/fields/fields';
import { SignatureFields, signatureOf } from '../../components/fields/SignatureFields';

/** What the Caf may do with a convention, which takes effect by itself once signed by both and dated (R1). */
export function ConventionActions({ convention }: { convention: Convention }) {
  const isOpen = convention.state === 'draft' || convention.state === 'signed';
  const lacksDate = isOpen && convention.effectiveFrom === null;
  return (
    <div className="actions">
      {(convention.state === 'draft' || lacksDate) && <SetEffectiveDate convention={convention} />}
      {convention.state === 'draft' && <Sign convention={convention} />}
      {convention.state === 'active' && <Terminate convention={convention} />}
      {!isOpen && <Link to={`/conventions/nouvelle?apres=${convention.id}`}>Enregistrer la suivante</Link>}
    </div>
  );
}

function SetEffectiveDate({ convention: { id, until, effectiveFrom } }: { convention: Convention }) {
  return (
    <ActionDialog label="Fixer la date d’effet" look={effectiveFrom ? 'plain' : 'primary'}>
      {(close) => (
        <CommandForm
          method="PUT"
          path={`/conventions/${id}/effective-date`}
          body={(value) => ({ effectiveFrom: value('effectiveFrom') })}
          submit="Fixer la date"
          done="La date d’effet est fixée."
          onDone={close}
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
      )}
    </ActionDialog>
  );
}

function Sign({ convention: { id, signatures } }: { convention: Convention }) {
  const signed = signatures.map(({ party }) => party as string);
  const missing = [
    { value: 'gestionnaire', label: 'Gestionnaire' },
    { value: 'caf', label: 'Caf' },
  ].filter(({ value }) => !signed.includes(value));

  return (
    <ActionDialog label="Enregistrer une signature">
      {(close) => (
        <CommandForm
          path={`/conventions/${id}/signatures`}
          body={(value) => ({ party: value('party'), ...signatureOf(value) })}
          submit="Enregistrer la signature"
          done="La signature est enregistrée."
          onDone={close}
        >
          <Select name="party" label="Partie" options={missing} />
          <SignatureFields />
        </CommandForm>
      )}
    </ActionDialog>
  );
}

function Terminate({ convention: { id, gestionnaire } }: { convention: Convention }) {
  return (
    <ActionDialog label="Résilier" title={`Résilier la convention avec ${gestionnaire.name}`} look="danger">
      {(close) => (
        <CommandForm
          path={`/conventions/${id}/termination`}
          body={(value) => ({ reason: value('reason') })}
          submit="Résilier maintenant"
          look="danger"
          done="La convention est résiliée."
          onDone={close}
        >
          <p>
            Toutes les habilitations et les sessions qu’elle porte prennent fin à l’instant. La convention
            « Prestation de service unique » demeure.
          </p>
          <TextArea name="reason" label="Motif" hint="L’obligation qui n’a pas été respectée (article 5)." />
        </CommandForm>
      )}
    </ActionDialog>
  );
}
