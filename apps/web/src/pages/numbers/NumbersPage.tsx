import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { NumberGroup } from './NumberGroup';

/** What the register decides by, rule by rule. */
export default function NumbersPage() {
  const numbers = useQuery(queries.numbers());
  return (
    <Page title="Délais et seuils">
      <p className="intro">
        Les nombres d’après lesquels le registre décide : ce que fait chacun, la règle de l’avenant ou le
        sujet dont il relève, et le texte ou la décision d’où il vient. Les seuils des règles de surveillance
        n’en font pas partie : la Caf les règle elle-même.
      </p>
      <Loaded query={numbers}>
        {(groups) => (
          <>
            <nav aria-label="Règles et sujets">
              <ul className="numbers-contents">
                {groups.map(({ id, name }) => (
                  <li key={id}>
                    <a href={`#${id}`}>{name}</a>
                  </li>
                ))}
              </ul>
            </nav>
            {groups.map((group) => (
              <NumberGroup key={group.id} group={group} />
            ))}
          </>
        )}
      </Loaded>
    </Page>
  );
}
