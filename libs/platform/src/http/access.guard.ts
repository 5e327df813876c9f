import { timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { forbidden, Refusal } from '../refusal.ts';
import {
  ACCESS_RULE,
  type AccessRule,
  type AuthenticatedRequest,
  Authenticator,
  OPEN_DURING_ENROLMENT,
  OPEN_DURING_PASSWORD_CHANGE,
  type Principal,
  SAFE_METHODS,
  type UserRole,
  WANTS_FRESH_FACTOR,
} from './access.ts';

/** Stands before every endpoint: no rule, no entry. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.metadata<AccessRule>(context, ACCESS_RULE);
    if (rule === 'everyone') return true;

    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const principal = await this.authenticator.authenticate(request);
    if (!principal) throw new Refusal('unauthenticated', 'not-signed-in', 'Connectez-vous pour continuer.');
    if (!mayEnter(principal, rule)) {
      throw forbidden('role-not-allowed', 'Votre profil ne donne pas accès à cette fonction.');
    }
    if (principal.mustChangePassword && !this.metadata<boolean>(context, OPEN_DURING_PASSWORD_CHANGE)) {
      throw forbidden('password-change-required', 'Changez d’abord votre mot de passe.');
    }
    if (principal.secondFactor.isOverdue && !this.isOpenDuringEnrolment(context)) {
      throw forbidden('second-factor-required', 'Ajoutez d’abord une seconde vérification à votre accès.');
    }
    if (
      !SAFE_METHODS.has(request.method) &&
      !sameText(request.get('X-CSRF-Token') ?? '', principal.csrfToken)
    ) {
      throw forbidden('csrf-token-missing', 'La page n’est plus à jour : rechargez-la, puis recommencez.');
    }
    const weighty = this.metadata<readonly UserRole[]>(context, WANTS_FRESH_FACTOR);
    if (!principal.isFresh && weighty && (weighty.length === 0 || weighty.includes(principal.role))) {
      throw forbidden('fresh-factor-required', 'Confirmez d’abord que c’est bien vous.');
    }
    request.principal = principal;
    return true;
  }

  private isOpenDuringEnrolment(context: ExecutionContext): boolean {
    return [OPEN_DURING_ENROLMENT, OPEN_DURING_PASSWORD_CHANGE].some((key) =>
      this.metadata<boolean>(context, key),
    );
  }

  private metadata<T>(context: ExecutionContext, key: string): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}

function mayEnter({ role }: Principal, rule: AccessRule | undefined): boolean {
  if (rule === undefined || rule === 'everyone') return false;
  return rule === 'signed-in' || rule.includes(role);
}

/** Compares in a time that says nothing of where the texts differ. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
