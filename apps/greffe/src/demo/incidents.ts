import { CloseIncident, ReportIncident } from '#incidents';
import { type Actor, deriveId, type UserRole } from '#platform';
import { type Agent, CLAIRE, GESTIONNAIRE, INES } from './parties.ts';
import { at } from './rhythm.ts';
import type { Simulation } from './simulation.ts';

/** What happens to incidents, by the number of days before today: one is closed, one waits for the Caf (R23). */
export function incidents(
  codes: ReadonlyMap<string, string>,
  staff: readonly Actor[],
): Record<number, (simulation: Simulation) => Promise<void>> {
  const lost = deriveId('demo', 'incident', 'lost');
  const codeOf = ({ id }: Agent) => codes.get(id)!;
  const acting = (role: UserRole) => staff.find((actor) => actor.role === role)!;

  return {
    // The code of Inès, who has left the finances, is blocked already for want of use.
    24: async (simulation) => {
      await simulation.moveTo(simulation.clockDate, 11.2);
      await simulation.execute(
        acting('gestionnaire'),
        new ReportIncident(lost, GESTIONNAIRE.id, {
          category: 'lost-password',
          description: 'Carnet où le mot de passe était noté, perdu pendant le déménagement du bureau.',
          occurredAt: null,
          discoveredAt: at(simulation.clockDate, 9.75),
          userCode: codeOf(INES),
        }),
      );
    },
    22: async (simulation) => {
      await simulation.moveTo(simulation.clockDate, 15.6);
      const conclusion =
        'Aucune connexion avec ce code depuis la perte du carnet. Il reste bloqué. Rappel fait de ne pas noter les mots de passe.';
      await simulation.execute(acting('caf-security'), new CloseIncident(lost, conclusion));
    },
    1: async (simulation) => {
      await simulation.moveTo(simulation.clockDate, 16.4);
      const claire: Actor = { code: codeOf(CLAIRE), role: 'agent', organism: GESTIONNAIRE.id };
      await simulation.execute(
        claire,
        new ReportIncident(deriveId('demo', 'incident', 'open'), GESTIONNAIRE.id, {
          category: 'fraudulent-use',
          description:
            'Session restée ouverte à l’accueil de la crèche\u00a0: un visiteur a consulté les données d’activité.',
          occurredAt: at(simulation.clockDate, 8.6),
          discoveredAt: at(simulation.clockDate, 9.1),
          userCode: codeOf(CLAIRE),
        }),
      );
    },
  };
}
