import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiCookieAuth, ApiExtension } from '@nestjs/swagger';
import type { Request } from 'express';
import type { CalendarDate } from '../calendar/instant.ts';
import type { Role } from '../context/execution-context.ts';

export type UserRole = Exclude<Role, 'anonymous' | 'system'>;
export const USER_ROLES = [
  'caf-habilitation',
  'caf-security',
  'gestionnaire',
  'agent',
] as const satisfies UserRole[];
export type Profile = 'activity' | 'financial' | 'approver';

/** Who is signed in, and what for, as read anew at each request. */
export interface Principal {
  readonly userCode: string;
  readonly name: string;
  readonly role: UserRole;
  /** The Caf of a Caf officer; the gestionnaire of everyone else. */
  readonly organism: { readonly id: string; readonly name: string };
  /** The person an agent's code belongs to; null for the others. */
  readonly personId: string | null;
  /** Where an agent holds which profiles at this instant (R6); empty for the others. */
  readonly establishments: readonly {
    readonly id: string;
    readonly name: string;
    readonly profiles: readonly Profile[];
  }[];
  /** Set when only the password may be changed (R13, R14). */
  readonly mustChangePassword: 'first-connection' | 'too-old' | 'required-by-caf' | null;
  readonly secondFactor: SecondFactorDuty;
  /** They have shown who they are in the last minutes: acts of weight want that. */
  readonly isFresh: boolean;
  readonly sessionId: string;
  readonly csrfToken: string;
}

/** What is asked of somebody who has no second factor. */
export interface SecondFactorDuty {
  /** The day from which they must have one; null of whom it is not asked, who has one, or long before. */
  readonly requiredFrom: CalendarDate | null;
  /** That day has come: they may only add one. */
  readonly isOverdue: boolean;
}

export const NO_DUTY: SecondFactorDuty = { requiredFrom: null, isOverdue: false };

/** Officers, of whatever function. */
export const isOfCaf = (role: Role): boolean => role === 'caf-habilitation' || role === 'caf-security';

/** Whose conventions alone a reader is told of: those of an officer's Caf; null for whoever is told of all of a gestionnaire. */
export const cafOf = ({ role, organism }: Pick<Principal, 'role' | 'organism'>): string | null =>
  isOfCaf(role) ? organism.id : null;

/** Finds out who sends a request. Implemented by the accounts context. */
export abstract class Authenticator {
  /** Null when nobody is signed in. Throws when that cannot be known: no access then. */
  abstract authenticate(request: Request): Promise<Principal | null>;
}

export type AccessRule = 'everyone' | 'signed-in' | readonly UserRole[];

/** `?1` on what a page reads again by itself, while nobody uses it: that keeps no session alive. */
export const BACKGROUND_HEADER = 'Greffe-Background';

/** The methods that change nothing. */
export const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export const ACCESS_RULE = 'greffe:access';
/** In the OpenAPI document: to whom an operation is open, where it is not open to everyone. */
export const ROLES_EXTENSION = 'x-roles';
/** In the OpenAPI document: that it wants a proof of the last minutes. */
export const FRESH_FACTOR_EXTENSION = 'x-wants-fresh-factor';
export const OPEN_DURING_PASSWORD_CHANGE = 'greffe:during-password-change';
export const OPEN_DURING_ENROLMENT = 'greffe:during-enrolment';
export const WANTS_FRESH_FACTOR = 'greffe:fresh-factor';

/** Open without a session. */
export const AllowEveryone = () => SetMetadata(ACCESS_RULE, 'everyone' satisfies AccessRule);

/** Open to these roles alone. An endpoint that declares no rule is open to nobody. */
export const Allow = (...roles: [UserRole, ...UserRole[]]) => withSession(roles);

/** Open to whoever is signed in. */
export const AllowSignedIn = () => withSession('signed-in');

/** Stays open while the password has to be changed first (R13). */
export const OpenDuringPasswordChange = () => SetMetadata(OPEN_DURING_PASSWORD_CHANGE, true);

/** Stays open while a second factor has to be added first. */
export const OpenDuringEnrolment = () => SetMetadata(OPEN_DURING_ENROLMENT, true);

/**
 * An act of weight: whoever sends it has shown in the last minutes who they are, by a second factor, or by the password where
 * they have none. A session that somebody has come by is not enough.
 * @param roles whose act it is; everybody’s without any
 */
export const WantsFreshFactor = (...roles: readonly UserRole[]) =>
  applyDecorators(SetMetadata(WANTS_FRESH_FACTOR, roles), ApiExtension(FRESH_FACTOR_EXTENSION, true));

/** The person signed in, as a parameter of a handler. */
export const SignedIn = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!principal) throw new Error('@SignedIn() on an endpoint that is open to everyone');
  return principal;
});

export type AuthenticatedRequest = Request & { principal?: Principal };

const withSession = (rule: Exclude<AccessRule, 'everyone'>) =>
  applyDecorators(
    SetMetadata(ACCESS_RULE, rule),
    ApiCookieAuth(),
    ApiExtension(ROLES_EXTENSION, rule === 'signed-in' ? USER_ROLES : rule),
  );
