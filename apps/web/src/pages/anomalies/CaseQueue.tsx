import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { optionsOfNamed } from '../../components/fields/fields';
import { List } from '../../components/List';
import { queueWith } from './case-list';
import { DISMISSAL } from './dismissal';

/** The cases of the Caf, in the order in which they want an officer. */
export function CaseQueue() {
  const me = useMe();
  const [search] = useSearchParams();
  const rules = useQuery(queries.rules());
  const partners = useQuery(queries.partners());
  const officers = useQuery(queries.officers());
  const list = queueWith({
    isAllStates: search.has('state'),
    rules: (rules.data ?? []).map(({ name, title }) => ({ value: name, label: title })),
    gestionnaires: optionsOfNamed(partners.data),
    officers: (officers.data ?? [])
      .filter(({ userCode }) => userCode !== me.userCode)
      .map(({ userCode, name }) => ({ value: userCode, label: name })),
  });

  return (
    <>
      <p className="intro">
        De la plus urgente à la moins urgente : d’abord celles qui peuvent être une intrusion en cours, puis
        les réponses manquantes ou à juger, puis les autres. À urgence égale, celle qui attend depuis le plus
        longtemps.
      </p>
      <List list={list} bulk={DISMISSAL} />
    </>
  );
}
