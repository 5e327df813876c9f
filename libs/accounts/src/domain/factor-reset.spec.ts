import { specify } from '#event-sourcing/testing';
import { account } from './account.ts';
import type { AccountEvent } from './account-events.ts';

const NOW = '2026-03-02T11:00:00.000Z';
const reason = 'Téléphone perdu, identité vérifiée';
const organism = { id: '595', name: 'Caf du Nord' };
const active: AccountEvent[] = [
  {
    type: 'AccountOpened',
    data: {
      holder: 'h1',
      personId: null,
      role: 'caf-security',
      name: 'Olivier Prévost',
      email: 'o.p@caf.example',
      organism,
      userCode: 'C000001',
    },
  },
  { type: 'AccountActivated', data: { delivery: 1, at: NOW } },
  { type: 'PasswordChanged', data: { passwordId: 'w1', at: NOW } },
];
const factor = { factorId: 'f1', kind: 'passkey', name: 'Poste', at: NOW } as const;
const enrolled: AccountEvent = { type: 'FactorEnrolled', data: factor };
const issued: AccountEvent = { type: 'RecoveryCodesIssued', data: { setId: 's1', count: 10, at: NOW } };
const requested: AccountEvent = { type: 'FactorResetRequested', data: { reason, by: 'C000002', at: NOW } };
const request = { type: 'RequestFactorReset', reason, by: 'C000002' } as const;
const grant = (by: string) => ({ type: 'GrantFactorReset', by }) as const;
const refuse = (by: string) => ({ type: 'RefuseFactorReset', reason: 'Identité non vérifiée', by }) as const;
const stateOf = (...events: AccountEvent[]) => events.reduce(account.evolve, account.initialState);

describe('The last resort takes two officers', () => {
  const waiting = specify(account).given(...active, enrolled, requested);

  it('is asked for once, of a code that has a second factor', () => {
    specify(account)
      .given(...active, enrolled)
      .when(request, NOW)
      .thenEvents(requested);
    waiting.when(request, NOW).thenRefused('factor-reset-requested');
    specify(account)
      .given(...active)
      .when(request, NOW)
      .thenRefused('no-factor');
  });

  it('is decided by another officer than the one who asked', () => {
    waiting.when(grant('C000002'), NOW).thenRefused('own-request');
    waiting.when(refuse('C000002'), NOW).thenRefused('own-request');
    waiting.when(grant('C000003'), NOW).thenEvents({
      type: 'FactorsReset',
      data: { reason, by: 'C000003', at: NOW },
    });
    specify(account)
      .given(...active, enrolled)
      .when(grant('C000003'), NOW)
      .thenRefused('factor-reset-not-requested');
  });

  it('is over after 72 hours without a decision, and may be asked anew', () => {
    const justBefore = '2026-03-05T10:59:59.999Z';
    const over = '2026-03-05T11:00:00.000Z';
    waiting.when(request, justBefore).thenRefused('factor-reset-requested');
    waiting.when(grant('C000003'), justBefore).thenEvents({
      type: 'FactorsReset',
      data: { reason, by: 'C000003', at: justBefore },
    });
    for (const late of [grant('C000003'), refuse('C000003')]) {
      waiting.when(late, over).thenRefused('factor-reset-not-requested');
    }
    const anew: AccountEvent = { type: 'FactorResetRequested', data: { reason, by: 'C000002', at: over } };
    waiting.when(request, over).thenEvents(anew);
    specify(account)
      .given(...active, enrolled, requested, anew)
      .when(grant('C000003'), over)
      .thenEvents({ type: 'FactorsReset', data: { reason, by: 'C000003', at: over } });
  });

  it('leaves neither factors nor recovery codes; refused, it changes nothing', () => {
    const reset: AccountEvent = { type: 'FactorsReset', data: { reason, by: 'C000003', at: NOW } };
    const after = stateOf(...active, enrolled, issued, requested, reset);
    expect(after).toMatchObject({ factors: [], recovery: null, factorReset: null, state: 'active' });
    const refused: AccountEvent = {
      type: 'FactorResetRefused',
      data: { reason: 'Identité non vérifiée', by: 'C000003', at: NOW },
    };
    waiting.when(refuse('C000003'), NOW).thenEvents(refused);
    expect(stateOf(...active, enrolled, requested, refused)).toMatchObject({
      factors: [factor],
      factorReset: null,
    });
  });
});
