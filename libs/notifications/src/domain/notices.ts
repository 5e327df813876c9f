import type { AnomalyNotices } from './letters/anomalies.ts';
import type { CodeNotices } from './letters/codes.ts';
import type { ComplianceNotices } from './letters/compliance.ts';
import type { ConventionNotices } from './letters/conventions.ts';
import type { HabilitationNotices } from './letters/habilitations.ts';
import type { SignInNotices } from './letters/sign-in.ts';

/**
 * What people are written about, with what the text needs besides the addressee. It is kept in the outbox: nothing
 * secret, and of persons no more than the code of the addressee and the reason they are given.
 */
export type Notices = ConventionNotices &
  HabilitationNotices &
  CodeNotices &
  SignInNotices &
  AnomalyNotices &
  ComplianceNotices;

export type Template = keyof Notices;

/** A notice of any kind. */
export type Notice = { [Name in Template]: { template: Name; data: Notices[Name] } }[Template];
