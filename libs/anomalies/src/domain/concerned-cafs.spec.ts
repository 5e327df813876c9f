import type { RecordedAttempt } from '#connections';
import type { Partnership } from '#conventions';
import { concernedBy } from './concerned-cafs.ts';
import { hitRun } from './hit-run.fixture.ts';

const AT = '2026-11-23T10:00:00.000Z';
const NORD = { id: '595', name: 'Caf du Nord' };
const PAS_DE_CALAIS = { id: '621', name: 'Caf du Pas-de-Calais' };
const SOMME = { id: '801', name: 'Caf de la Somme' };
const MAIRIE = { id: '21590410000017', name: 'Mairie' };
const CRECHE = { id: '21590009000014', name: 'Crèche' };

const under = (caf: Partnership['caf'], gestionnaire: Partnership['gestionnaire'] = MAIRIE): Partnership => ({
  caf,
  gestionnaire,
  inForce: true,
});

const attempt = (id: string, userCode: string | null, organismId: string | null = null): RecordedAttempt => ({
  id,
  userCode,
  organismId,
  at: AT,
  outcome: 'wrong-password',
  address: '192.0.2.1',
  browser: 'unknown',
  count: 1,
});

/** Whom a run from a network concerns: what each Caf sees, and whom it may ask. */
const concerned = (
  attempts: readonly RecordedAttempt[],
  partnerships: Readonly<Record<string, readonly Partnership[]>>,
) => {
  const evidence = attempts.map(({ id }) => id);
  const run = hitRun(1, AT, { isOfCode: false, network: '192.0.2.1', evidence });
  const others = [attempt('of another run', 'A9')];
  const known = { A9: [under(SOMME)], ...partnerships };
  const owners = { partnerships: new Map(Object.entries(known)), cafs: [NORD, PAS_DE_CALAIS, SOMME] };
  return concernedBy(run, [...others, ...attempts], owners).map((own) => [
    ...[own.caf.id, own.run.seen.map(({ id }) => id), own.run.gestionnaire?.id ?? null],
  ]);
};

describe('R19: whom what comes from a network concerns', () => {
  it('given codes of two Cafs’ partners, then each sees the attempts on its own, and has nobody justify them', () => {
    expect(
      concerned([attempt('1', 'A1'), attempt('2', 'A2')], {
        A1: [under(NORD)],
        A2: [under(PAS_DE_CALAIS, CRECHE)],
      }),
    ).toEqual([
      [NORD.id, ['1'], null],
      [PAS_DE_CALAIS.id, ['2'], null],
    ]);
  });

  it('given codes of one partner of two Cafs, then it justifies them to both', () => {
    expect(concerned([attempt('1', 'A1')], { A1: [under(NORD), under(PAS_DE_CALAIS)] })).toEqual([
      [NORD.id, ['1'], MAIRIE.id],
      [PAS_DE_CALAIS.id, ['1'], MAIRIE.id],
    ]);
  });

  it('given codes of a Caf itself, then they are its own affair', () => {
    const attempts = [attempt('1', 'C1', SOMME.id), attempt('2', 'A1')];
    expect(concerned(attempts, { C1: [], A1: [under(NORD)] })).toEqual([
      [NORD.id, ['2'], null],
      [SOMME.id, ['1'], null],
    ]);
  });

  it('given nobody’s code at all, then it concerns every Caf; beside a partner’s code, this one’s alone', () => {
    const nobodys = attempt('1', null);
    expect(concerned([nobodys], {})).toEqual([
      [NORD.id, ['1'], null],
      [PAS_DE_CALAIS.id, ['1'], null],
      [SOMME.id, ['1'], null],
    ]);
    expect(concerned([nobodys, attempt('2', 'A1')], { A1: [under(NORD)] })).toEqual([
      [NORD.id, ['1', '2'], MAIRIE.id],
    ]);
  });

  it('given a run on one code, then it concerns those under whose conventions it is, and no other Caf', () => {
    const run = hitRun(1, AT, { userCode: 'A1', evidence: ['not in the journal'] });
    const owners = { partnerships: new Map([['A1', [under(NORD)]]]), cafs: [] };
    expect(concernedBy(run, [], owners)).toMatchObject([
      { caf: NORD, run: { seen: [], gestionnaire: MAIRIE } },
    ]);
    expect(concernedBy({ ...run, userCode: 'C1' }, [], owners)).toEqual([]);
  });

  it('given a run on a code of a Caf, then it is this Caf’s own affair; on one that is nobody’s any more, nobody’s', () => {
    const run = hitRun(1, AT, { userCode: 'C1', evidence: ['1'] });
    const owners = { partnerships: new Map([['C1', []]]), cafs: [NORD, SOMME] };
    expect(concernedBy(run, [attempt('1', 'C1', SOMME.id)], owners)).toMatchObject([
      { caf: SOMME, run: { seen: [{ id: '1' }], gestionnaire: null } },
    ]);
    expect(concernedBy(run, [attempt('1', 'C1', MAIRIE.id)], owners)).toEqual([]);
  });
});
