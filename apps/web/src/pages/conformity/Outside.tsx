import type { Conformity, Witness } from '../../api/contract';
import { Badge, type Tone } from '../../components/Badge';
import { formatInstant, plural } from '../../format';

const FAULTS: Record<NonNullable<Witness['fault']>, { tone: Tone; label: string; words: string }> = {
  away: { tone: 'warning', label: 'Ne répond pas', words: 'Il est sollicité à nouveau.' },
  refused: {
    tone: 'warning',
    label: 'Ne connaît pas ce registre',
    words: 'L’exploitant doit lui donner les clés publiques du registre.',
  },
  unverified: {
    tone: 'warning',
    label: 'Signature non valable',
    words: 'Il n’a pas signé avec la clé que le registre connaît de lui.',
  },
  'cut-back': {
    tone: 'danger',
    label: 'A vu davantage d’événements',
    words: 'La fin du registre manque. L’exploitant doit en rendre compte.',
  },
  forked: {
    tone: 'danger',
    label: 'A vu un autre registre',
    words: 'Le registre n’est pas la suite de ce que ce témoin a vu. L’exploitant doit en rendre compte.',
  },
};

/** Who vouches for the log outside of it, and when they last did. */
export function Outside({ outside: { witnesses, stampedAt } }: { outside: Conformity['outside'] }) {
  if (witnesses.length === 0 && !stampedAt) return null;
  return (
    <>
      <h3>Qui en répond hors du registre</h3>
      <ul className="outside">
        {witnesses.map((witness) => (
          <li className="row" key={witness.name}>
            <WitnessLine witness={witness} />
          </li>
        ))}
        {stampedAt && (
          <li className="row">
            <span className="outside-name">Un tiers horodateur</span>
            <Badge tone="good" label="A horodaté" />
            <span className="quiet">Un point de contrôle existait le {formatInstant(stampedAt)}.</span>
          </li>
        )}
      </ul>
    </>
  );
}

function WitnessLine({ witness: { name, size, cosignedAt, fault, failingSince } }: { witness: Witness }) {
  const known = fault && FAULTS[fault];
  return (
    <>
      <span className="outside-name">{name}</span>
      {known ? <Badge tone={known.tone} label={known.label} /> : <Badge tone="good" label="A contresigné" />}
      <span className="quiet">
        {cosignedAt && size !== null
          ? `${plural(size, 'événement')}, le ${formatInstant(cosignedAt)}.`
          : 'Il n’a encore rien contresigné.'}
        {known && failingSince && ` Cela dure depuis le ${formatInstant(failingSince)}. ${known.words}`}
      </span>
    </>
  );
}
