import { MonthlyReportsQuery, SendReport } from '#anomalies';
import { type Actor, addMonths } from '#platform';
import { CAF, GESTIONNAIRE } from './parties.ts';
import type { Simulation } from './simulation.ts';

/** The first working day of a month, on which reports are prepared, is one of these; they are sent by the day after. */
const FIRST_DAYS = 7;

/** The security of the Caf sends the partner its report of each month (R19), but for the last one, which is still to be reviewed. */
export function monthlyReports(simulation: Simulation, staff: readonly Actor[]) {
  const officer = staff.find(({ role }) => role === 'caf-security')!;
  const lastMonth = addMonths(`${simulation.today.slice(0, 7)}-01`, -1).slice(0, 7);
  return async (daysAgo: number) => {
    if (daysAgo === 0 || Number(simulation.clockDate.slice(8)) > FIRST_DAYS) return;
    const drafts = await simulation.get(MonthlyReportsQuery).toSend({ role: 'caf-security', organism: CAF });
    const due = drafts.filter(
      ({ month, gestionnaire }) => month < lastMonth && gestionnaire.id === GESTIONNAIRE.id,
    );
    for (const { id } of due) await simulation.execute(officer, new SendReport(id));
  };
}
