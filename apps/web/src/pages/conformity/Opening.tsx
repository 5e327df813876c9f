import type { ClauseState, Conformity, Witness } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { Notice } from '../../components/Notice';
import { formatDay, formatInstant, plural } from '../../format';
import { CLAUSE_STATES } from '../../labels';
import { SEAL } from './Seal';

const ORDER: ClauseState[] = ['to-settle', 'kept', 'unused'];

const COUNTED: Record<ClauseState, (count: number) => string> = {
  'to-settle': (count) => `${count}\u00a0à régler`,
  kept: (count) => plural(count, 'tenue'),
  unused: (count) => plural(count, 'pas encore exercée', 'pas encore exercées'),
};

/** When somebody outside last cosigned it, as long as nobody there has seen another log. */
function lastOutside(witnesses: Witness[]): string {
  if (witnesses.some(({ fault }) => fault === 'cut-back' || fault === 'forked')) return '';
  const times = witnesses.flatMap(({ cosignedAt }) => cosignedAt ?? []).sort();
  const last = times.at(-1);
  return last ? `, contresigné hors du registre le ${formatInstant(last)}` : '';
}

/** In one sentence and one line, how it stands. */
export function Opening({
  conformity: { organism, on, states, articles, checkpoint, seal, outside },
}: {
  conformity: Conformity;
}) {
  const all = articles.reduce((sum, { clauses }) => sum + clauses.length, 0);
  const settled = all - states['to-settle'];
  return (
    <div className="opening">
      <p className="opening-of">
        {organism.name}, le {formatDay(on)}
      </p>
      <p className="opening-sentence">
        {states['to-settle'] === 0 ? (
          <>Les {all} clauses de l’avenant sont en ordre.</>
        ) : (
          <>
            {plural(settled, 'clause')} sur {all} {settled < 2 ? 'est' : 'sont'} en ordre,{' '}
            {states['to-settle']} {states['to-settle'] < 2 ? 'est' : 'sont'} à régler.
          </>
        )}
      </p>
      <div className="opening-bar" aria-hidden="true">
        {articles.flatMap(({ clauses }) =>
          clauses.map(({ id, state }) => <span key={id} className={`mark-${state}`} />),
        )}
      </div>
      <ul className="row">
        {ORDER.filter((state) => states[state] > 0).map((state) => (
          <li key={state}>
            <Badge tone={CLAUSE_STATES[state].tone} label={COUNTED[state](states[state])} />
          </li>
        ))}
      </ul>
      {seal && seal.faults > 0 && (
        <Notice tone="danger">
          Le registre n’est plus celui qui a été scellé : la vérification du {formatInstant(seal.lastAt)} y a
          trouvé {plural(seal.faults, 'différence')}. <a href={`#${SEAL}`}>Ce qu’il faut faire</a>
        </Notice>
      )}
      {checkpoint && (
        <p className="opening-seal">
          D’après le registre, scellé le {formatInstant(checkpoint.signedAt)} sur{' '}
          {plural(checkpoint.size, 'événement')}
          {lastOutside(outside.witnesses)} : <a href={`#${SEAL}`}>d’où viennent ces nombres</a>
        </p>
      )}
    </div>
  );
}
