import type { AnomalyDetail } from '../../api/contract';
import { Facts } from '../../components/Facts';
import { Section } from '../../components/Section';
import { dayOf } from '../../days';
import {
  formatDay,
  formatInstant,
  formatInstantDay,
  formatNumber,
  formatTime,
  formatTimeLeft,
} from '../../format';

const MOST_ADDRESSES = 3;
const MOST_CODES = 10;

/** The case in the partner’s own terms: what happened, and what is expected until when. */
export function WhatIsAsked({ anomaly }: { anomaly: AnomalyDetail }) {
  const { state, userCode, name, network, due } = anomaly;
  return (
    <>
      <Section title="Ce qui s’est passé">
        <p className="sentence">{anomaly.sentence}</p>
        <Facts
          facts={{
            Qui: userCode ? [name, `code ${userCode}`].filter(Boolean).join(', ') : codesOf(anomaly),
            Réseau: userCode === null && (network ?? 'effacé'),
            Quand: whenOf(anomaly),
            'D’où': fromOf(anomaly),
          }}
        />
      </Section>
      {AWAITED.includes(state) && (
        <Section title="Ce qui vous est demandé">
          <div className="stack-tight">
            <p>
              Vos explications : qui utilisait {userCode ? 'ce code' : 'ces codes'}, d’où, et pourquoi à ce
              moment.
            </p>
            {due && <Deadline due={due} />}
            <p>{state === 'overdue' ? LATE : WITHOUT_ANSWER}</p>
          </div>
        </Section>
      )}
    </>
  );
}

const AWAITED: AnomalyDetail['state'][] = ['notifying', 'notified', 'overdue'];

const WITHOUT_ANSWER =
  'Si rien n’est envoyé d’ici là, votre silence est noté au dossier et la Caf conclut sans vos explications. Vous pourrez encore répondre ensuite : le retard sera noté.';
const LATE =
  'Votre silence est noté au dossier. Vous pouvez encore répondre tant que la Caf n’a pas conclu : le retard sera noté.';

function Deadline({ due }: { due: string }) {
  const left = formatTimeLeft(due);
  return (
    <p>
      <strong>
        {left
          ? `À envoyer avant la fin du ${formatDay(due)} : il reste ${left}.`
          : `Elles étaient attendues avant la fin du ${formatDay(due)}.`}
      </strong>
    </p>
  );
}

function whenOf({ evidence, detectedAt }: AnomalyDetail): string {
  const times = evidence.map(({ at }) => at).sort();
  const [first = detectedAt, last = first] = [times[0], times.at(-1)];
  if (first === last) return `Le ${formatInstant(first)}`;
  return dayOf(first) === dayOf(last)
    ? `Le ${formatInstantDay(first)}, de ${formatTime(first)} à ${formatTime(last)}`
    : `Du ${formatInstant(first)} au ${formatInstant(last)}`;
}

function fromOf({ evidence }: AnomalyDetail): string | null {
  const addresses = different(evidence.map(({ address }) => address));
  return addresses.length === 0 ? null : `Adresse IP ${firstOf(addresses, MOST_ADDRESSES)}`;
}

/** Those that the question is about; the table of facts has all of them. */
function codesOf({ evidence }: AnomalyDetail): string | null {
  const codes = different(evidence.map(({ userCode }) => userCode)).sort();
  if (codes.length === 0) return null;
  return `${codes.length === 1 ? 'Code' : 'Codes'} ${firstOf(codes, MOST_CODES)}`;
}

const different = (values: (string | null)[]) => [...new Set(values.filter((value) => value !== null))];

function firstOf(values: string[], most: number): string {
  const more = values.length - most;
  const rest = more === 1 ? ' et un autre' : more > 1 ? ` et ${formatNumber(more)} autres` : '';
  return `${values.slice(0, most).join(', ')}${rest}`;
}
