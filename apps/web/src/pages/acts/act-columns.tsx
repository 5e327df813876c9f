import type { Act, UserRole } from '../../api/contract';
import { CodeLink } from '../../components/CodeLink';
import { Download } from '../../components/Download';
import type { ListColumn } from '../../components/list-declaration';
import { PartnerLink } from '../../components/PartnerLink';
import { formatInstant, plural } from '../../format';
import { ACTORS } from '../../labels';
import { Things } from './things';

export const actColumns = (role: UserRole): ListColumn<Act>[] => [
  {
    header: 'Quand',
    cell: ({ id, at, isOwn }) => (
      <>
        <time dateTime={at}>{formatInstant(at)}</time>
        {isOwn && (
          <div>
            <Download path={`/acts/${id}/receipt.zip`}>
              <span>
                Reçu<span className="visually-hidden"> de cet acte, du {formatInstant(at)}</span>
              </span>
            </Download>
          </div>
        )}
      </>
    ),
  },
  { header: 'Qui', cell: ({ actor }) => <Actor actor={actor} role={role} /> },
  { header: 'Quoi', cell: (act) => <Steps act={act} /> },
  {
    header: 'Sur',
    cell: (act) => (
      <>
        <Things things={act.about} role={role} />
        {role !== 'gestionnaire' && <Partner act={act} />}
      </>
    ),
  },
];

/** What Greffe does by itself has a name that says what it is about, and not who. */
function Actor({ actor: { kind, code, name }, role }: Pick<Act, 'actor'> & { role: UserRole }) {
  const [who, more] = kind === 'job' ? [ACTORS.job, name ?? code] : [name ?? ACTORS[kind], code];
  const leads = code !== null && USER_CODE.test(code) && (kind === 'agent' || role !== 'gestionnaire');
  return (
    <>
      {who}{' '}
      {more && <span className="quiet block">{leads ? <CodeLink userCode={code} name={null} /> : more}</span>}
    </>
  );
}

/** Of a person, not of a job or of an operator’s command. */
const USER_CODE = /^[A-Z]\d{6}$/;

function Steps({ act: { steps, stepCount } }: { act: Act }) {
  const hidden = stepCount - steps.length;
  const reasons = [...new Set(steps.map(({ reason }) => reason).filter((reason) => reason !== null))];
  return (
    <>
      {steps.map(({ title, detail, piece }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what an act did comes in one order
        <span className="block" key={index}>
          {title} {detail && <span className="quiet block">{detail}</span>}
          {piece !== null && <span className="quiet block">Pièce n°&nbsp;{piece}</span>}
        </span>
      ))}
      {hidden > 0 && <span className="quiet block">et {plural(hidden, 'autre')}</span>}
      {reasons.map((reason) => (
        <span className="block" key={reason}>
          <span className="quiet">Motif :</span> {reason}
        </span>
      ))}
    </>
  );
}

/** Left out where what the act was done on is called the same. */
function Partner({ act: { about, gestionnaire } }: { act: Act }) {
  if (!gestionnaire || about.some(({ name }) => name === gestionnaire.name)) return null;
  return (
    <span className="quiet block">
      <PartnerLink gestionnaire={gestionnaire} />
    </span>
  );
}
