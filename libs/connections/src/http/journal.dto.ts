import {
  type CalendarDate,
  DayOrHour,
  type Instant,
  Moment,
  OneOf,
  SomeOf,
  Text,
  Texts,
  Whole,
} from '#platform';
import { type AttemptOutcome, attemptOutcomes } from '../domain/connections.ts';
import { type AttemptOrigin, attemptOrigins } from '../domain/imported-attempt.ts';
import { type ExportFormat, exportFormats } from '../export/formats.ts';

const NAME = 'Part of the name of whose code it is: its words, in any order, whatever accents and capitals';
const NETWORK =
  'IP address, or the network of IPv6 (`2001:db8::/56`): of an address its network is meant; `unknown`';
const BROWSER = 'As the journal names it: `Firefox 140, Windows`; `unknown`, `other`';

/** Of one field. */
const MOST_VALUES = 20;

const DAY_OR_HOUR = 'a day in Paris, or the beginning of an hour as an instant';

/**
 * What narrows the journal; kept in the address of the page. A parameter that is given several times has several values, of
 * which an attempt has one; parameters of several names narrow each other; what a parameter `not…` names is left out.
 */
export class JournalFilterDto {
  @DayOrHour({ optional: true, description: `${DAY_OR_HOUR}; seven days before the end unless given` })
  readonly from?: CalendarDate | Instant;

  @DayOrHour({ optional: true, description: `${DAY_OR_HOUR}: the day is in it, whole, the hour is not` })
  readonly to?: CalendarDate | Instant;

  @Texts('userCode', MOST_VALUES, { optional: true })
  readonly userCode?: readonly string[];

  @Texts('userCode', MOST_VALUES, { optional: true })
  readonly notUserCode?: readonly string[];

  @Texts('personName', MOST_VALUES, { optional: true, description: NAME })
  readonly name?: readonly string[];

  @Texts('personName', MOST_VALUES, { optional: true })
  readonly notName?: readonly string[];

  @Texts('token', MOST_VALUES, { maxLength: 60, optional: true, description: NETWORK })
  readonly network?: readonly string[];

  @Texts('token', MOST_VALUES, { maxLength: 60, optional: true })
  readonly notNetwork?: readonly string[];

  @SomeOf(attemptOutcomes, { optional: true })
  readonly outcome?: readonly AttemptOutcome[];

  @SomeOf(attemptOutcomes, { optional: true })
  readonly notOutcome?: readonly AttemptOutcome[];

  @Texts('titleLine', MOST_VALUES, { maxLength: 80, optional: true, description: BROWSER })
  readonly browser?: readonly string[];

  @Texts('titleLine', MOST_VALUES, { maxLength: 80, optional: true })
  readonly notBrowser?: readonly string[];

  @SomeOf(attemptOrigins, { optional: true, description: 'Made at the portal, or told by an imported log' })
  readonly origin?: readonly AttemptOrigin[];

  @SomeOf(attemptOrigins, { optional: true })
  readonly notOrigin?: readonly AttemptOrigin[];
}

/** Which page. */
export class OwnAttemptsDto {
  @Text('token', { optional: true, description: '`next` of the page before' })
  readonly cursor?: string;

  @Whole({ min: 1, max: 200, optional: true })
  readonly limit?: number;
}

export class JournalPageDto extends JournalFilterDto {
  @Text('token', { optional: true, description: '`next` of the page before' })
  readonly cursor?: string;

  @Whole({ min: 1, max: 200, optional: true })
  readonly limit?: number;
}

export class JournalExportDto extends JournalFilterDto {
  @OneOf(exportFormats)
  readonly format!: ExportFormat;
}

/** When the attempt was that is asked for by its id: it is found by both. */
export class AroundDto {
  @Moment({ description: '`at` of the attempt' })
  readonly at!: Instant;
}
