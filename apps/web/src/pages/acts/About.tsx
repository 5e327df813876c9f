import { Link, useSearchParams } from 'react-router';
import type { Act } from '../../api/contract';
import { Icon } from '../../components/Icon';
import { calledOf } from './things';

/** Of what the acts are, when a link has led here from one thing; can be removed. */
export function About({ acts }: { acts: Act[] }) {
  const [search] = useSearchParams();
  const id = search.get('about');
  if (id === null) return null;
  const thing = acts.flatMap(({ about }) => about).find((one) => one.id === id);
  const rest = new URLSearchParams(search);
  rest.delete('about');
  rest.delete('cursor');
  const partner = acts.find(({ gestionnaire }) => gestionnaire?.id === id)?.gestionnaire;
  const words = thing ? calledOf(thing) : (partner?.name ?? 'cet élément');
  return (
    <ul className="row" aria-label="Filtre">
      <li className="chip">
        <span>Sur : {words}</span>
        <Link className="chip-remove" to={`/actes?${rest}`}>
          <Icon name="close" />
          <span className="visually-hidden">Voir les actes de tous, et non sur {words} seulement</span>
        </Link>
      </li>
    </ul>
  );
}
