import { Link } from 'react-router';
import { useMe } from '../../api/session';
import { Due } from '../../components/Due';
import { Notice } from '../../components/Notice';

/** Of whom a second factor will be required. */
export function SecondFactorCountdown() {
  const { secondFactorFrom } = useMe();
  if (!secondFactorFrom) return null;
  return (
    <Notice tone="progress">
      Pour votre fonction, une seconde vérification sera demandée à la connexion à partir du{' '}
      <Due day={secondFactorFrom} /> <Link to="/mon-acces/securite">Ajoutez-la dès maintenant</Link>
      {'\u00a0: deux minutes suffisent.'}
    </Notice>
  );
}
