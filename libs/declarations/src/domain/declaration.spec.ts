import { createHash } from 'node:crypto';
import { fold } from '#event-sourcing';
import { specify } from '#event-sourcing/testing';
import { type Author, signatoryOf } from './author.ts';
import { type ActivityData, contentHashOf, type FinancialData, type Part } from './content.ts';
import {
  ACTIVITY,
  ANNE,
  FARID,
  FINANCES,
  NOW,
  PAULE,
  STRANGER,
  SUBJECT,
  submission as submit,
  TRIPLE,
} from './declaration.fixture.ts';
import { carriedOverFrom, declaration } from './declaration.ts';
import { type DeclarationEvent, declarationEventTypes } from './declaration-events.ts';

const HASH = contentHashOf({ ...SUBJECT, activity: ACTIVITY, finances: FINANCES });

const opened: DeclarationEvent = {
  type: 'DeclarationOpened',
  data: { ...SUBJECT, carriedOver: null, by: signatoryOf(ANNE) },
};
const activityEntered = (activity: ActivityData = ACTIVITY, author = ANNE): DeclarationEvent => ({
  type: 'ActivityDataEntered',
  data: { activity, by: signatoryOf(author) },
});
const financesEntered = (finances: FinancialData = FINANCES, author = FARID): DeclarationEvent => ({
  type: 'FinancialDataEntered',
  data: { finances, by: signatoryOf(author) },
});
const partSubmitted = (part: Part, author: Author, comment: string | null = null): DeclarationEvent => ({
  type: 'PartSubmitted',
  data: { part, comment, by: signatoryOf(author) },
});
const submitted: DeclarationEvent = { type: 'DeclarationSubmitted', data: { contentHash: HASH } };
const approved = (author = PAULE, selfApproval = false): DeclarationEvent => ({
  type: 'DeclarationApproved',
  data: { contentHash: HASH, selfApproval, by: signatoryOf(author) },
});
const transmitted: DeclarationEvent = {
  type: 'DeclarationTransmitted',
  data: { contentHash: HASH, by: signatoryOf(PAULE) },
};
const toApprove = [
  ...[opened, activityEntered(), financesEntered()],
  ...[partSubmitted('activity', ANNE), partSubmitted('finances', FARID), submitted],
];

const open = (author = ANNE, subject = SUBJECT) =>
  ({ type: 'OpenDeclaration', subject, carriedOver: null, author }) as const;
const enterActivity = (author: Author, activity = ACTIVITY) =>
  ({ type: 'EnterActivityData', activity, author }) as const;
const enterFinances = (author: Author, finances = FINANCES) =>
  ({ type: 'EnterFinancialData', finances, author }) as const;
const sendBack = (author: Author, part: Part = 'activity') =>
  ({ type: 'ReturnPart', part, reason: 'Heures de juin manquantes', author }) as const;
const approve = (author: Author, contentHash = HASH) =>
  ({ type: 'ApproveDeclaration', contentHash, author }) as const;
const transmit = (author: Author) => ({ type: 'TransmitDeclaration', author }) as const;

const given = (...history: DeclarationEvent[]) => specify(declaration).given(...history);

describe('a declaration is opened by whoever serves its establishment', () => {
  it('is opened once', () => {
    given().when(open(), NOW).thenEvents(opened);
    given(opened).when(open(), NOW).thenRefused('declaration-exists');
  });

  it('does not exist for those who hold no profile there', () => {
    given().when(open(STRANGER), NOW).thenRefused('declaration-not-found');
    given(opened).when(enterActivity(STRANGER), NOW).thenRefused('declaration-not-found');
    given().when(enterActivity(ANNE), NOW).thenRefused('declaration-not-found');
  });

  it('waits for its year to begin; a forecast comes a year ahead', () => {
    const of = (year: number, kind: 'forecast' | 'actual') => open(ANNE, { ...SUBJECT, year, kind });
    given().when(of(2027, 'actual'), NOW).thenRefused('year-not-begun');
    given().when(of(2028, 'forecast'), NOW).thenRefused('year-not-begun');
    expect(declaration.decide(of(2027, 'forecast'), null, NOW)).toHaveLength(1);
  });
});

describe('R9: each provider writes their own data only', () => {
  it('lets the activity provider write activity data, nobody else', () => {
    given(opened).when(enterActivity(ANNE), NOW).thenEvents(activityEntered());
    given(opened).when(enterActivity(FARID), NOW).thenRefused('not-the-activity-provider');
    given(opened).when(enterActivity(PAULE), NOW).thenRefused('not-the-activity-provider');
  });

  it('lets the financial provider write financial data, nobody else', () => {
    given(opened).when(enterFinances(FARID), NOW).thenEvents(financesEntered());
    given(opened).when(enterFinances(ANNE), NOW).thenRefused('not-the-financial-provider');
    given(opened).when(enterFinances(PAULE), NOW).thenRefused('not-the-financial-provider');
  });

  it('records nothing when the same is saved again', () =>
    given(opened, activityEntered()).when(enterActivity(ANNE), NOW).thenEvents());

  it('submits one’s own part; with the second the declaration is submitted', () => {
    const entered = [opened, activityEntered(), financesEntered()];
    given(...entered)
      .when(submit(ANNE), NOW)
      .thenEvents(partSubmitted('activity', ANNE));
    given(...entered, partSubmitted('activity', ANNE))
      .when(submit(FARID), NOW)
      .thenEvents(partSubmitted('finances', FARID), submitted);
    given(...entered)
      .when(submit(TRIPLE), NOW)
      .thenEvents(partSubmitted('activity', TRIPLE), partSubmitted('finances', TRIPLE), submitted);
    given(...entered)
      .when(submit(PAULE), NOW)
      .thenRefused('not-a-provider');
  });

  it('does not change what is submitted, nor submit it twice, nor submit nothing', () => {
    given(...toApprove)
      .when(enterActivity(ANNE), NOW)
      .thenRefused('part-submitted');
    given(...toApprove)
      .when(submit(ANNE), NOW)
      .thenRefused('part-submitted');
    given(opened).when(submit(ANNE), NOW).thenRefused('part-not-entered');
  });

  it('does not submit a part with errors, and leaves the other free', () => {
    const wrong = activityEntered({ ...ACTIVITY, hoursRealised: 0 }, TRIPLE);
    given(opened, wrong).when(submit(ANNE), NOW).thenRefused('part-has-errors');
    given(opened, wrong, financesEntered())
      .when(submit(TRIPLE), NOW)
      .thenEvents(partSubmitted('finances', TRIPLE));
  });
});

describe('warnings want a comment of who hands their part over', () => {
  const FEWER: ActivityData = { ...ACTIVITY, hoursInvoiced: 49_000 };
  const dearer = { ...FINANCES, charges: { ...FINANCES.charges, '64': 60_000_000 } };
  const yearBefore = { activity: null, finances: dearer };
  const compared = { yearBefore, versionBefore: null };
  const COMMENT = 'Adaptations de septembre, non facturées';

  it('is refused without one, and says what there is to comment', () => {
    given(opened, activityEntered(FEWER)).when(submit(ANNE), NOW).thenRefused('comment-wanted');
    expect(() =>
      declaration.decide(submit(ANNE), fold(declaration, [opened, activityEntered(FEWER)]), NOW),
    ).toThrow(/Les heures facturées .* sont moins nombreuses/);
  });

  it('goes with its part, on record', () => {
    given(opened, activityEntered(FEWER))
      .when(submit(ANNE, { activity: COMMENT }), NOW)
      .thenEvents(partSubmitted('activity', ANNE, COMMENT));
  });

  it('is of the part that the warning is on, and of no other', () => {
    const both = [opened, activityEntered(FEWER), financesEntered()];
    given(...both)
      .when(submit(TRIPLE, { finances: COMMENT }), NOW)
      .thenRefused('comment-wanted');
    given(...both)
      .when(submit(ANNE, { activity: COMMENT, finances: COMMENT }), NOW)
      .thenRefused('comment-without-part');
    given(...both)
      .when(submit(FARID), NOW)
      .thenEvents(partSubmitted('finances', FARID));
  });

  it('is wanted for what the comparison with another year or version finds', () => {
    given(opened, financesEntered())
      .when(submit(FARID, {}, compared), NOW)
      .thenRefused('comment-wanted');
    given(opened, financesEntered())
      .when(submit(FARID, { finances: COMMENT }, compared), NOW)
      .thenEvents(partSubmitted('finances', FARID, COMMENT));
  });

  it('may be given where none is wanted; what is only shown wants none', () => {
    given(opened, activityEntered())
      .when(submit(ANNE, { activity: COMMENT }), NOW)
      .thenEvents(partSubmitted('activity', ANNE, COMMENT));
    const aboveTheFirstBand = activityEntered({ ...ACTIVITY, hoursInvoiced: 60_000 });
    given(opened, aboveTheFirstBand).when(submit(ANNE), NOW).thenEvents(partSubmitted('activity', ANNE));
  });

  it('was not asked for before, and is read as none', () => {
    const { upcasts } = declarationEventTypes.PartSubmitted;
    expect(upcasts?.[1]?.({ part: 'activity', by: signatoryOf(ANNE) })).toEqual(
      partSubmitted('activity', ANNE).data,
    );
  });
});

describe('R9: only the approver returns, approves and transmits', () => {
  it('refuses the providers', () => {
    for (const author of [ANNE, FARID]) {
      given(...toApprove)
        .when(sendBack(author), NOW)
        .thenRefused('not-the-approver');
      given(...toApprove)
        .when(approve(author), NOW)
        .thenRefused('not-the-approver');
      given(...toApprove, approved())
        .when(transmit(author), NOW)
        .thenRefused('not-the-approver');
    }
  });

  it('returns a submitted part to its provider, who can write again', () => {
    const returned: DeclarationEvent = {
      type: 'PartReturned',
      data: { part: 'activity', reason: 'Heures de juin manquantes', by: signatoryOf(PAULE) },
    };
    given(...toApprove)
      .when(sendBack(PAULE), NOW)
      .thenEvents(returned);
    const corrected = { ...ACTIVITY, hoursRealised: 51_000 };
    given(...toApprove, returned)
      .when(enterActivity(ANNE, corrected), NOW)
      .thenEvents(activityEntered(corrected));
    given(...toApprove, returned)
      .when(approve(PAULE), NOW)
      .thenRefused('declaration-not-submitted');
    given(opened).when(sendBack(PAULE), NOW).thenRefused('part-not-submitted');
  });

  it('approves exactly the content that was read, and transmits it', () => {
    given(...toApprove)
      .when(approve(PAULE), NOW)
      .thenEvents(approved());
    given(...toApprove)
      .when(approve(PAULE, 'f'.repeat(64)), NOW)
      .thenRefused('content-changed');
    given(...toApprove)
      .when(transmit(PAULE), NOW)
      .thenRefused('declaration-not-approved');
    given(...toApprove, approved())
      .when(transmit(PAULE), NOW)
      .thenEvents(transmitted);
    given(...toApprove, approved(), transmitted)
      .when(transmit(PAULE), NOW)
      .thenRefused('declaration-transmitted');
  });

  it('changes nothing after the approval', () => {
    for (const command of [enterActivity(TRIPLE), enterFinances(TRIPLE), submit(TRIPLE), sendBack(TRIPLE)]) {
      given(...toApprove, approved())
        .when(command, NOW)
        .thenRefused('declaration-approved');
      given(...toApprove, approved(), transmitted)
        .when(command, NOW)
        .thenRefused('declaration-transmitted');
    }
  });
});

describe('R7: self-approval is legal, and recorded', () => {
  const by = (author: Author) => [opened, activityEntered(ACTIVITY, author), financesEntered()];

  it('is recorded when the approver has entered or submitted a part of what is approved', () => {
    given(...by(TRIPLE), partSubmitted('activity', ANNE), partSubmitted('finances', FARID), submitted)
      .when(approve(TRIPLE), NOW)
      .thenEvents(approved(TRIPLE, true));
    given(...by(ANNE), partSubmitted('activity', ANNE), partSubmitted('finances', TRIPLE), submitted)
      .when(approve(TRIPLE), NOW)
      .thenEvents(approved(TRIPLE, true));
  });

  it('is not when they only could have', () =>
    given(...toApprove)
      .when(approve(TRIPLE), NOW)
      .thenEvents(approved(TRIPLE, false)));
});

describe('a correction is a new version', () => {
  it('starts from the content that was transmitted, and remembers who had entered it (R7)', () => {
    const before = fold(declaration, [...toApprove, approved(), transmitted]);
    const carriedOver = carriedOverFrom(before);
    const subject = { ...SUBJECT, version: 2 };
    const events = declaration.decide({ ...open(PAULE, subject), carriedOver }, null, NOW);
    const state = fold(declaration, events);
    expect(state).toMatchObject({ state: 'in-entry', activity: ACTIVITY, finances: FINANCES });
    expect(state?.enteredBy).toEqual({ activity: ANNE.code, finances: FARID.code });
    expect(state?.submitted).toEqual({ activity: false, finances: false });
  });

  it('is asked of a transmitted one, which stays as it is', () =>
    given(...toApprove, approved(), transmitted)
      .when(open(), NOW)
      .thenRefused('declaration-transmitted'));
});

describe('the hash is of exactly what is approved', () => {
  it('is the SHA-256 of its canonical JSON, whatever the order of its members', () => {
    const canonical =
      '{"activity":{"childrenEnrolled":48,"hoursInvoiced":52000,"hoursRealised":50000,"openingDays":220,"places":30},' +
      '"establishmentId":"6f1f0d5e-6a0b-4d53-9b1c-8d2a4f2f7a10",' +
      '"finances":{"charges":{"60":4000000,"64":30000000,"86":500000},"income":{"70":9000000,"74":25000000,"87":500000}},' +
      '"kind":"actual","version":1,"year":2025}';
    expect(HASH).toBe(createHash('sha256').update(canonical).digest('hex'));
    const { charges, income } = FINANCES;
    expect(contentHashOf({ finances: { income, charges }, activity: { ...ACTIVITY }, ...SUBJECT })).toBe(
      HASH,
    );
  });

  it('is that of before where nothing is declared that was not asked for then', () => {
    const older = { ...ACTIVITY, dailyMinutes: undefined, trainingDays: undefined } as ActivityData;
    expect(contentHashOf({ ...SUBJECT, activity: older, finances: FINANCES })).toBe(HASH);
    const newer = { ...ACTIVITY, trainingDays: 0 };
    expect(contentHashOf({ ...SUBJECT, activity: newer, finances: FINANCES })).not.toBe(HASH);
  });

  it('changes with every figure, and with the version', () => {
    const content = { ...SUBJECT, activity: ACTIVITY, finances: FINANCES };
    expect(contentHashOf({ ...content, version: 2 })).not.toBe(HASH);
    expect(contentHashOf({ ...content, activity: { ...ACTIVITY, places: 31 } })).not.toBe(HASH);
  });
});
