import { useState } from 'react';
import type { Departure, Establishment, Person } from '../../api/contract';
import { CommandForm } from '../../components/CommandForm';
import { DeclarationDelay } from '../../components/DeclarationDelay';
import { optionsOf, Select, TextArea, TextField } from '../../components/fields/fields';
import { Notice } from '../../components/Notice';
import { today } from '../../days';
import { DEPARTURE_KINDS } from '../../labels';
import { optionsOfPersons } from '../../persons';
import { Ended, heldBy } from './Ended';

interface Props {
  /** Who is chosen to begin with. */
  personId?: string;
  persons: Person[];
  establishments: Establishment[];
  /** Those that go on. */
  absences?: Departure[];
  onDone?: () => void;
}

const REFUSED_FIELDS = {
  'ended-in-future': 'lastDay',
  'ended-before-requested': 'lastDay',
  'return-before-departure': 'expectedReturn',
  'successor-same': 'successorId',
  'mailbox-taken': 'successorId',
  'succession-pending': 'successorId',
  'request-incomplete': 'reference',
  'requested-in-future': 'requestedOn',
};

const NOTHING_ENDS = { kind: 'Choisissez au moins une habilitation qui prend fin.' };

const CONSEQUENCES: Record<Departure['kind'], string> = {
  departure: 'Ses habilitations et ses sessions prennent fin à l’instant, ses demandes en attente aussi.',
  change: 'Les habilitations choisies prennent fin à l’instant ; les autres restent.',
  absence: 'Ses habilitations et ses sessions prennent fin à l’instant.',
};

const AWAY =
  'Ses profils ont pris fin avec son absence\u00a0: ils ne lui reviendront pas. Ses demandes en attente prennent fin à l’instant.';

const HANDED_BACK =
  'Ses profils sont demandés pour qui la remplace jusqu’à la veille du retour prévu ; ce jour-là, elle les retrouve sans autre demande.';

/** In one act: what ends, and who takes it over (R11, R20). */
export function DepartureForm({
  personId: given = '',
  persons,
  establishments,
  absences = [],
  onDone,
}: Props) {
  const [personId, setPersonId] = useState(given);
  const [kind, setKind] = useState<Departure['kind']>('departure');
  const [hasSuccessor, setSuccessor] = useState(false);
  const [expectedReturn, setExpectedReturn] = useState('');
  const held = heldBy(personId, establishments);
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const ending = held.filter(({ habilitationId }) => kind !== 'change' || !kept.has(habilitationId));
  const mayLeave = new Set([
    ...establishments.flatMap((one) => [...one.holders, ...one.awaited].map((holder) => holder.personId)),
    ...absences.map(({ person }) => person.id),
  ]);
  // Whoever is absent and holds nothing can only leave, and needs no other absence.
  const isAway = personId !== '' && held.length === 0;

  return (
    <CommandForm
      path="/departures"
      subject={given}
      body={(value) => ({
        personId,
        kind,
        lastDay: value('lastDay'),
        reason: value('reason'),
        habilitationIds: kind === 'change' ? ending.map(({ habilitationId }) => habilitationId) : undefined,
        expectedReturn: value('expectedReturn') || undefined,
        successorId: value('successorId') || undefined,
        reference: value('reference') || undefined,
        requestedOn: value('requestedOn') || undefined,
      })}
      check={(): Record<string, string> => (held.length > 0 && ending.length === 0 ? NOTHING_ENDS : {})}
      fieldOf={REFUSED_FIELDS}
      submit="Déclarer"
      look="danger"
      done="La déclaration est enregistrée."
      onDone={onDone}
      onRestore={(values) => {
        setPersonId(values.personId ?? '');
        setKind((values.kind as Departure['kind']) || 'departure');
        setSuccessor(Boolean(values.successorId));
        setExpectedReturn(values.expectedReturn ?? '');
      }}
    >
      <Select
        name="personId"
        label="Personne"
        none="Choisir"
        options={optionsOfPersons(persons.filter(({ id }) => mayLeave.has(id)))}
        value={personId}
        onChange={(event) => {
          setPersonId(event.target.value);
          setKind('departure');
          setKept(new Set());
        }}
      />
      <Select
        name="kind"
        label="Ce qui change"
        options={optionsOf(DEPARTURE_KINDS).filter(({ value }) => !isAway || value === 'departure')}
        value={kind}
        onChange={(event) => setKind(event.target.value as Departure['kind'])}
      />
      {held.length > 0 && <Ended held={held} kept={kept} onKeep={kind === 'change' ? setKept : undefined} />}
      <TextField
        name="lastDay"
        type="date"
        label={kind === 'absence' ? 'Dernier jour avant l’absence' : 'Dernier jour de la mission'}
        hint={
          <>
            <DeclarationDelay />
            {kind === 'departure' && ' Un départ à venir se dit en fixant la fin de ses habilitations.'}
          </>
        }
        max={today()}
        defaultValue={today()}
      />
      {kind === 'absence' && (
        <TextField
          name="expectedReturn"
          type="date"
          label="Retour prévu le"
          value={expectedReturn}
          onChange={({ target }) => setExpectedReturn(target.value)}
          optional
        />
      )}
      <TextArea name="reason" label="Motif" hint="Mutation, retraite, congé…" rows={2} />
      <Select
        name="successorId"
        label={kind === 'absence' ? 'Qui la remplace' : 'Qui lui succède'}
        hint="Ses profils seront demandés à la Caf pour cette personne."
        none="Personne pour le moment"
        options={optionsOfPersons(persons.filter(({ id }) => id !== personId))}
        onChange={(event) => setSuccessor(event.target.value !== '')}
        optional
      />
      {hasSuccessor && (
        <>
          <TextField name="reference" label="Référence du courrier de demande" />
          <TextField name="requestedOn" type="date" label="Date du courrier" max={today()} />
        </>
      )}
      <Notice tone="warning">
        {isAway ? AWAY : CONSEQUENCES[kind]}
        {kind === 'absence' && hasSuccessor && expectedReturn > today() && ` ${HANDED_BACK}`}
      </Notice>
    </CommandForm>
  );
}
