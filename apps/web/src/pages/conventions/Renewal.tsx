import { Link } from 'react-router';
import type { Convention, Signature } from '../../api/contract';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { Badge } from '../../components/Badge';
import { CommandForm } from '../../components/CommandForm';
import { DataTable } from '../../components/DataTable';
import { TextField } from '../../components/fields/fields';
import { SignatureFields, signatureOf } from '../../components/fields/SignatureFields';
import { ReasonDialog } from '../../components/ReasonDialog';
import { Section } from '../../components/Section';
import { addDays, today } from '../../days';
import { formatDay } from '../../format';
import { mayOpen } from '../../menu';
import { rowsOf, SIGNATORY_COLUMNS } from './SignatureTable';

/** Another last day, which both sign: what the convention carries goes on (R4). */
export function Renewal({ convention }: { convention: Convention }) {
  const { id, state, until, gestionnaire, renewal, renewals } = convention;
  const { role } = useMe();
  if (state !== 'active' && renewals.length === 0) return null;
  const party = role === 'gestionnaire' ? 'gestionnaire' : 'caf';
  const mayAct = role === 'caf-habilitation' || role === 'gestionnaire';
  return (
    <Section title="Renouvellement">
      {state === 'active' && (
        <>
          <p className="intro">
            Signé des deux parties avant le {formatDay(until)}, un renouvellement laisse en place les
            établissements, les habilitations et les codes. Sinon,{' '}
            {mayOpen(role, '/habilitations') ? (
              <Link to={`/habilitations?organismId=${gestionnaire.id}`}>les habilitations</Link>
            ) : (
              'les habilitations'
            )}{' '}
            prennent fin ce jour-là à minuit.
          </p>
          <div className="actions">
            {role === 'caf-habilitation' && <Propose id={id} until={until} isFirst={renewal === null} />}
            {renewal && mayAct && renewal.signatures.every((one) => one.party !== party) && (
              <Sign id={id} until={renewal.until} />
            )}
            {renewal && role === 'caf-habilitation' && <Withdraw id={id} />}
          </div>
        </>
      )}
      {renewal && (
        <Signatures
          caption={`Proposé jusqu’au ${formatDay(renewal.until)}`}
          signatures={renewal.signatures}
        />
      )}
      {renewals.map(({ formerUntil, until: then, signatures }) => (
        <Signatures
          key={then}
          caption={`Renouvelée du ${formatDay(formerUntil)} au ${formatDay(then)}`}
          signatures={signatures}
        />
      ))}
    </Section>
  );
}

const Signatures = ({ caption, signatures }: { caption: string; signatures: Signature[] }) => (
  <DataTable
    caption={caption}
    columns={[
      ...SIGNATORY_COLUMNS,
      {
        header: 'Signé le',
        cell: ({ signature }) =>
          signature ? formatDay(signature.signedOn) : <Badge label="À signer" tone="warning" />,
      },
    ]}
    rows={rowsOf(signatures)}
    rowKey={({ label }) => label}
    empty=""
  />
);

const Propose = ({ id, until, isFirst }: { id: string; until: string; isFirst: boolean }) => (
  <ActionDialog label={isFirst ? 'Proposer le renouvellement' : 'Proposer un autre dernier jour'}>
    <CommandForm
      path={`/conventions/${id}/renewal`}
      body={(value) => ({ until: value('until') })}
      submit="Proposer"
      done={'Le renouvellement est proposé\u00a0: chaque partie le signe.'}
    >
      {!isFirst && <p>Les signatures déjà données au renouvellement proposé tombent.</p>}
      <TextField
        name="until"
        type="date"
        label="Nouveau dernier jour, compris"
        min={addDays(until, 1)}
        defaultValue={`${Number(until.slice(0, 4)) + 4}${until.slice(4)}`}
      />
    </CommandForm>
  </ActionDialog>
);

const Sign = ({ id, until }: { id: string; until: string }) => (
  <ActionDialog label="Signer le renouvellement" look="primary">
    <CommandForm
      path={`/conventions/${id}/renewal/signatures`}
      body={(value) => ({ ...signatureOf(value), until })}
      submit="Signer"
      done="Le renouvellement est signé pour votre partie."
    >
      <p>La convention va alors jusqu’au {formatDay(until)}, ce jour compris.</p>
      <SignatureFields signedOn={today()} />
    </CommandForm>
  </ActionDialog>
);

const Withdraw = ({ id }: { id: string }) => (
  <ReasonDialog
    label="Retirer la proposition"
    path={`/conventions/${id}/renewal/withdrawal`}
    submit="Retirer"
    done="La proposition est retirée."
  />
);
