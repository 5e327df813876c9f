import { type CalendarDate, Gives, Named } from '#platform';

class HorizonView {
  @Gives.whole({ description: 'Days from today; 0 is tonight' })
  readonly days!: number;

  @Gives.whole({ description: 'Codes that disuse blocks until then' })
  readonly codes!: number;
}

class PartnerIdlenessView {
  @Gives.object(() => Named)
  readonly organism!: Named;

  @Gives.list(() => HorizonView)
  readonly horizons!: readonly HorizonView[];

  @Gives.whole({ description: 'Codes that are blocked for want of use, not suspended' })
  readonly blocked!: number;

  @Gives.whole({ description: 'Of them, those whose holder may use them: nobody else is unblocked' })
  readonly habilitated!: number;

  @Gives.whole({ description: 'Of those blocked, those whose unblocking is asked for' })
  readonly requested!: number;
}

class MonthView {
  @Gives.text({ description: 'YYYY-MM, of Paris' })
  readonly month!: string;

  @Gives.whole({ description: 'Blocks for want of use' })
  readonly blocked!: number;

  @Gives.whole({ description: 'Ends of such blocks' })
  readonly unblocked!: number;
}

/** What disuse blocks, and has blocked, of the codes that the reader answers for (R21). */
export class IdlenessView {
  @Gives.day()
  readonly today!: CalendarDate;

  @Gives.list(() => HorizonView)
  readonly horizons!: readonly HorizonView[];

  @Gives.whole()
  readonly blocked!: number;

  @Gives.whole()
  readonly habilitated!: number;

  @Gives.whole()
  readonly requested!: number;

  @Gives.list(() => PartnerIdlenessView, {
    description: 'Those of whom there is something to say, the most concerned first',
  })
  readonly partners!: readonly PartnerIdlenessView[];

  @Gives.list(() => MonthView, { description: 'The last twelve, this one included' })
  readonly months!: readonly MonthView[];
}
