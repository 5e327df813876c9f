import { Link } from 'react-router';
import type { Thing, UserRole } from '../../api/contract';
import { THINGS } from '../../labels';
import { mayOpen } from '../../menu';
import { habilitationsAt } from '../../partners';
import { personPath } from '../../persons';

/** « Karim Belkacem », « Anomalie : échecs répétés sur un code » */
export function calledOf({ kind, id, name }: Thing): string {
  if (kind === 'person') return name ?? THINGS.person;
  if (kind === 'code') return name === null ? id : `${name} (${id})`;
  return name === null ? THINGS[kind] : `${THINGS[kind]} : ${name}`;
}

/** Where a thing is looked at. */
function pageOf({ kind, id }: Thing): string {
  switch (kind) {
    case 'convention':
      return `/conventions/${id}`;
    case 'anomaly':
      return `/anomalies/${id}`;
    case 'incident':
      return `/incidents/${id}`;
    case 'report':
      return `/rapports-mensuels/${id}`;
    case 'rule':
      return `/regles/${id}`;
    case 'access-review':
      return `/revues/${id}`;
    case 'control':
      return `/conformite/controles/${id}`;
    case 'declaration':
      return `/declarations/${id}`;
    case 'person':
    case 'code':
      return personPath(id);
    case 'establishment':
      return habilitationsAt(id);
    default:
      return kind satisfies never;
  }
}

/** Things that an act was done on, each leading to its page where the reader may go there. */
export function Things({ things, role }: { things: Thing[]; role: UserRole }) {
  const shown = withoutTheirCodes(things);
  if (shown.length === 0) return '—';
  return shown.map((thing) => {
    const page = pageOf(thing);
    return (
      <span className="block" key={thing.id}>
        {mayOpen(role, page) ? <Link to={page}>{calledOf(thing)}</Link> : calledOf(thing)}
      </span>
    );
  });
}

/** A person and their code are one line. */
function withoutTheirCodes(things: Thing[]): Thing[] {
  const codes = things.filter(({ kind }) => kind === 'code');
  return things.flatMap((thing) => {
    if (thing.kind === 'person' && codes.some(({ name }) => name === thing.name)) return [];
    return [thing];
  });
}
