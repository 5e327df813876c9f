import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { Clock, every, type Fragment, fragment, invalid, type Principal, verbatim } from '#platform';
import { CodeDirectory } from '../../code-directory.ts';
import { networkNamed } from '../../domain/address.ts';
import type { AttemptOutcome } from '../../domain/connections.ts';
import { type AttemptOrigin, attemptOrigins } from '../../domain/imported-attempt.ts';
import { type AskedPeriod, type Period, periodOf } from './period.ts';

/** Values of one field are alternatives; fields narrow each other; what is excluded (`not…`) is never there. */
export interface JournalFilter extends AskedPeriod {
  readonly userCode?: readonly string[];
  readonly notUserCode?: readonly string[];
  /** Part of the name of the person whose code it is. */
  readonly name?: readonly string[];
  readonly notName?: readonly string[];
  /** A network, or any address in it. */
  readonly network?: readonly string[];
  readonly notNetwork?: readonly string[];
  readonly outcome?: readonly AttemptOutcome[];
  readonly notOutcome?: readonly AttemptOutcome[];
  readonly browser?: readonly string[];
  readonly notBrowser?: readonly string[];
  readonly origin?: readonly AttemptOrigin[];
  readonly notOrigin?: readonly AttemptOrigin[];
}

/** By what attempts are told apart: columns of `attempts` but for the origin, which follows from one; values in the roll-ups. */
export type Column = 'user_code' | 'network' | 'browser' | 'outcome' | 'origin';

export interface Restriction {
  readonly column: Column;
  readonly values: readonly string[];
  readonly isExcluded: boolean;
}

/** Which attempts a reader has asked for, of those that they may see. */
export interface Selection {
  readonly period: Period;
  readonly restrictions: readonly Restriction[];
  readonly organisms: readonly string[];
}

const MOST_PERSONS = 500;

@Injectable()
export class JournalFilters {
  constructor(
    private readonly conventions: ConventionsQuery,
    private readonly clock: Clock,
    private readonly codes: CodeDirectory,
  ) {}

  /** @throws Refusal bad-period, period-too-long, bad-address, too-many-persons */
  async read(filter: JournalFilter, principal: Principal): Promise<Selection> {
    const period = periodOf(filter, this.clock.now());
    const organisms = await this.organismsOf(principal);
    const restrictions: Restriction[] = [];
    const restrict = (column: Column, included?: readonly string[], excluded: readonly string[] = []) => {
      // One condition for each column: PostgreSQL would take the second for a rare coincidence, and read the year for it.
      const values = included?.filter((value) => !excluded.includes(value));
      if (values) restrictions.push({ column, values, isExcluded: false });
      else if (excluded.length > 0) restrictions.push({ column, values: excluded, isExcluded: true });
    };
    restrict('user_code', filter.userCode, filter.notUserCode);
    restrict('user_code', await this.codesOf(filter.name), await this.codesOf(filter.notName));
    restrict('network', filter.network?.map(networkOrRefusal), filter.notNetwork?.map(networkOrRefusal));
    restrict('browser', filter.browser, filter.notBrowser);
    restrict('origin', filter.origin, filter.notOrigin);
    restrict('outcome', filter.outcome, filter.notOutcome);
    return { period, organisms, restrictions };
  }

  /** Whose attempts a reader may see. */
  organismsOf({ organism }: Principal): Promise<readonly string[]> {
    return this.conventions.overseenBy(organism.id);
  }

  private async codesOf(names: readonly string[] | undefined): Promise<readonly string[] | undefined> {
    if (names === undefined) return undefined;
    const found = await this.codes.codesNamed(names, MOST_PERSONS + 1);
    if (found.length > MOST_PERSONS) {
      throw invalid('too-many-persons', `Plus de ${MOST_PERSONS} personnes portent ce nom : précisez-le.`);
    }
    return found;
  }
}

function networkOrRefusal(text: string): string {
  const network = networkNamed(text);
  if (network === null) throw invalid('bad-address', 'Donnez une adresse IP, comme 192.0.2.1.');
  return network;
}

/** The rows of `journal.attempts` that are meant. */
export const attemptsIn = ({ period, restrictions, organisms }: Selection): Fragment =>
  every([
    fragment`at >= ${period.from} AND at < ${period.to}`,
    ...restrictions.map((restriction) =>
      restriction.column === 'origin' ? ofOrigins(restriction) : conditionOf(restriction, restriction.column),
    ),
    ofOrganisms(organisms),
  ]);

/**
 * An identifier that is no code belongs to nobody, which `NULL` or `''` says: every Caf may see that it was tried. As a
 * subquery, for PostgreSQL would weigh each of some hundred organisms in each partition before it reads a row.
 */
export const ofOrganisms = (organisms: readonly string[], nobody = 'IS NULL'): Fragment =>
  fragment`organism_id IN (SELECT unnest(${organisms}::text[])) OR organism_id ${verbatim(nobody)}`;

/** The rows of a roll-up that are meant: those of `value` for the restrictions of its field. */
export const countsIn = ({ restrictions, organisms }: Selection): Fragment =>
  every([
    ...restrictions.map((restriction) =>
      conditionOf(restriction, restriction.column === 'outcome' ? 'outcome' : 'value'),
    ),
    ofOrganisms(organisms, "= ''"),
  ]);

/** Said as the index of what was imported has it. */
function ofOrigins({ values, isExcluded }: Restriction): Fragment {
  const [portal, imported] = attemptOrigins.map((origin) => values.includes(origin) !== isExcluded);
  if (portal === imported) return verbatim(portal ? 'true' : 'false');
  return verbatim(portal ? 'imported_from IS NULL' : 'imported_from IS NOT NULL');
}

function conditionOf({ column, values, isExcluded }: Restriction, name: string): Fragment {
  // Said as a literal too: the index on failures serves no parameter.
  const failed = column === 'outcome' && values.includes('success') === isExcluded;
  const also = verbatim(failed ? ` AND ${name} <> 'success'` : '');
  const of = verbatim(name);
  if (isExcluded) return fragment`(${of} IS NULL OR ${of} <> ALL (${values}))${also}`;
  // One value is compared by itself: its rows come in the order of the index.
  return values.length === 1
    ? fragment`${of} = ${values[0]}${also}`
    : fragment`${of} = ANY (${values})${also}`;
}
