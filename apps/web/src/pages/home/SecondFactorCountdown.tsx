import { Link } from 'react-router';
import { useMe } from '../../api/session';
import { Notice } from '../../components/Notice';
import { formatCountdown, formatDay } from '../../format';

/** Of whom a second factor will be required. */
export function SecondFactorCountdown() {
  const { secondFactorFrom } = useMe();
  if (!secondFactorFrom) return null;
  return (
    <Notice tone="progress">
      Pour votre fonction, une seconde vérification sera demandée à la connexion à partir du{' '}
      {formatDay(secondFactorFrom)} ({formatCountdown(secondFactorFrom)}).{' '}
      <Link to="/mon-acces/securite">Ajoutez-la dès maintenant</Link>
      {'\u00a0: deux minutes suffisent.'}
    </Notice>
  );
}
