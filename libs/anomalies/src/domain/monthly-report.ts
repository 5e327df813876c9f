import type { Decider, EventTypes } from '#event-sourcing';
import {
  addDays,
  type CalendarDate,
  conflict,
  deriveId,
  type HolidayCalendar,
  holidayCalendarOf,
  nextWorkingDay,
  notFound,
  parisDateOf,
} from '#platform';

/** `2026-10`. */
export type Month = string;

export const reportFormats = ['pdf', 'csv', 'ocsf'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** A file as it was sent: SHA-256 and size of its bytes. */
export interface SentFile {
  readonly format: ReportFormat;
  readonly sha256: string;
  readonly size: number;
}

/** Which report: of a Caf, to one of its partners, on the cases that it was told of in a month. */
export interface ReportSubject {
  readonly month: Month;
  readonly cafId: string;
  readonly gestionnaire: { readonly id: string; readonly name: string };
}

/** What an officer has decided about a case of the report. */
export interface CaseReview {
  readonly anomalyId: string;
  readonly isLeftOut: boolean;
  /** A line that the partner reads. */
  readonly note: string | null;
}

export type MonthlyReportEvent =
  | { type: 'ReportPrepared'; data: ReportSubject }
  | { type: 'ReportCaseReviewed'; data: CaseReview }
  | { type: 'ReportSent'; data: { files: readonly SentFile[]; cases: readonly string[] } };

export const monthlyReportEventTypes: EventTypes<MonthlyReportEvent> = {
  ReportPrepared: { schema: 1 },
  // What is noted on a case goes with it.
  ReportCaseReviewed: {
    schema: 1,
    personal: { fields: { note: null }, subject: ({ anomalyId }) => `anomaly-${anomalyId}` },
  },
  ReportSent: { schema: 1 },
};

export type MonthlyReportCommand =
  | ({ type: 'PrepareReport' } & ReportSubject)
  | ({ type: 'ReviewReportCase' } & CaseReview)
  | {
      type: 'SendReport';
      files: readonly SentFile[];
      cases: readonly string[];
      /** How many reviews the files were made after. */
      reviewed: number;
    };

export interface MonthlyReport {
  readonly state: 'none' | 'draft' | 'sent';
  readonly subject: ReportSubject | null;
  readonly reviews: ReadonlyMap<string, CaseReview>;
  readonly reviewed: number;
}

/** The same for whoever prepares it. */
export const reportIdOf = ({ month, cafId, gestionnaire }: ReportSubject): string =>
  deriveId('monthly-report', cafId, gestionnaire.id, month);

export const monthOf = (day: CalendarDate): Month => day.slice(0, 7);
export const firstDayOf = (month: Month): CalendarDate => `${month}-01`;
export const lastDayOf = (month: Month): CalendarDate => addDays(firstDayOf(monthAfter(month)), -1);
export const monthBefore = (month: Month): Month => monthOf(addDays(firstDayOf(month), -1));
/** 31 days after its first day it is over, and the next one is not. */
export const monthAfter = (month: Month): Month => monthOf(addDays(firstDayOf(month), 31));

export const firstWorkingDayOf = (month: Month, calendar: HolidayCalendar): CalendarDate =>
  nextWorkingDay(lastDayOf(monthBefore(month)), calendar);

/**
 * `report-{id}`: the monthly report of a Caf to a partner (R19). A draft from the first working day after the month on, until an
 * officer has sent it; then nothing changes any more.
 */
export const monthlyReport: Decider<MonthlyReportCommand, MonthlyReportEvent, MonthlyReport> = {
  category: 'report',
  initialState: { state: 'none', subject: null, reviews: new Map(), reviewed: 0 },
  decide(command, { state, reviews, reviewed }, now) {
    if (command.type === 'PrepareReport') {
      const { type: _, ...subject } = command;
      const due = firstWorkingDayOf(monthAfter(subject.month), holidayCalendarOf(subject.cafId));
      return state === 'none' && parisDateOf(now) >= due ? [{ type: 'ReportPrepared', data: subject }] : [];
    }
    if (state === 'none') throw unknownReport();
    if (state === 'sent') throw conflict('report-sent', 'Ce rapport est déjà envoyé.');
    if (command.type === 'ReviewReportCase') {
      const { anomalyId, isLeftOut, note } = command;
      const before = reviews.get(anomalyId);
      const isKnown = (before?.isLeftOut ?? false) === isLeftOut && (before?.note ?? null) === note;
      return isKnown ? [] : [{ type: 'ReportCaseReviewed', data: { anomalyId, isLeftOut, note } }];
    }
    if (command.reviewed !== reviewed)
      throw conflict('report-changed', 'Ce rapport vient d’être modifié : relisez-le avant de l’envoyer.');
    if (command.cases.length === 0)
      throw conflict('report-empty', 'Ce rapport ne contient aucune anomalie : il n’y a rien à envoyer.');
    return [{ type: 'ReportSent', data: { files: command.files, cases: command.cases } }];
  },
  evolve(state, event) {
    switch (event.type) {
      case 'ReportPrepared':
        return { ...state, state: 'draft', subject: event.data };
      case 'ReportCaseReviewed': {
        const reviews = new Map(state.reviews).set(event.data.anomalyId, event.data);
        return { ...state, reviews, reviewed: state.reviewed + 1 };
      }
      case 'ReportSent':
        return { ...state, state: 'sent' };
      default:
        return event satisfies never;
    }
  },
};

export const unknownReport = () =>
  notFound('report-not-found', 'Ce rapport n’existe pas, ou ne relève pas de vous.');
