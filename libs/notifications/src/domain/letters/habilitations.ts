import {
  type CalendarDate,
  formatCount,
  formatDate,
  formatLongDate,
  type Instant,
  type Profile,
  parisDateOf,
  policy,
} from '#platform';
import { type Letters, letter } from './letter.ts';

export interface HabilitationNotices {
  /** To the correspondents, who answer: of how many persons. */
  'access-review-opened': { reviewId: string; dueOn: CalendarDate; persons: number };
  /** The same, before the due day and after; persons without an answer. */
  'access-review-reminder': { reviewId: string; dueOn: CalendarDate; waiting: number };
  /** R20: to the Caf; how late it was declared. */
  'departure-declared': { daysLate: number };
  /** To the Caf, which decides. */
  'habilitation-requested': { profile: Profile; reference: string };
  'habilitation-granted': {
    profile: Profile;
    from: Instant;
    /** Of one for a time; absent in those that an older release queued. */
    lastDay?: CalendarDate | null;
  };
  /** R6: to the gestionnaire, how many end by themselves on a day, and of how many somebody has the profile again. */
  'habilitations-ending': { lastDay: CalendarDate; habilitations: number; returning: number };
  'habilitation-refused': { reason: string };
}

export const habilitationLetters: Letters<HabilitationNotices> = {
  'habilitation-requested': ({ profile, reference }, to) =>
    letter('Une habilitation est demandée', to, [
      `Un gestionnaire demande une habilitation pour le profil ${PROFILES[profile]}, par son courrier ${reference}.`,
      `La demande à instruire :\n${to.portal}/habilitations`,
    ]),

  'habilitation-granted': ({ profile, from, lastDay = null }, to) =>
    letter('Une habilitation est accordée', to, [
      `La Caf a accordé une habilitation que vous aviez demandée, pour le profil ${PROFILES[profile]}. Elle a effet depuis le ${formatDate(parisDateOf(from))}${lastDay === null ? '' : `, et prend fin d’elle-même à la fin du ${formatDate(lastDay)}`}.`,
      `L’annexe à jour :\n${to.portal}/annexe`,
    ]),

  'habilitation-refused': ({ reason }, to) =>
    letter('Une demande d’habilitation est refusée', to, [
      `La Caf a refusé une habilitation que vous aviez demandée. Motif : ${reason}`,
      `Vos demandes :\n${to.portal}/habilitations`,
    ]),

  'habilitations-ending': ({ lastDay, habilitations, returning }, to) => {
    const vacant = habilitations - returning;
    return letter(
      `${formatCount(habilitations, 'habilitation')} à durée limitée jusqu’au ${formatDate(lastDay)}`,
      to,
      [
        `${formatCount(habilitations, 'habilitation')} à durée limitée ${habilitations < 2 ? 'prend' : 'prennent'} fin le ${formatLongDate(lastDay)}, dernier jour compris.`,
        [
          ...(returning > 0
            ? [
                `${formatCount(returning, 'profil')} ${returning < 2 ? 'revient' : 'reviennent'} alors à la personne qui le tenait, sans autre demande.`,
              ]
            : []),
          ...(vacant > 0
            ? [`${formatCount(vacant, 'profil')} ${vacant < 2 ? 'sera vacant' : 'seront vacants'}.`]
            : []),
        ].join(' '),
        `Qui tient quel profil jusque-là, et qui le retrouve :\n${to.portal}/habilitations?state=limited&sort=lastDay`,
        `Pour une durée plus longue, adressez une demande à la Caf avant cette date :\n${to.portal}/demandes`,
      ],
    );
  },

  'departure-declared': ({ daysLate }, to) =>
    letter('Un départ est déclaré', to, [
      daysLate > 0
        ? `Un gestionnaire a déclaré un départ, un changement ou une absence, avec ${formatCount(daysLate, 'jour')} de retard sur les ${formatCount(policy.agentChangeDeclarationDays, 'jour')} de la convention (article 4).`
        : `Un gestionnaire a déclaré un départ, un changement ou une absence, dans le délai de la convention (article 4).`,
      `Les habilitations concernées ont pris fin. La déclaration :\n${to.portal}/departs`,
    ]),

  'access-review-opened': ({ reviewId, dueOn, persons }, to) =>
    letter('La revue annuelle des habilitations est ouverte', to, [
      `Votre Caf vous demande de revoir qui a accès au portail : ${formatCount(persons, 'personne')}. Pour chacune, confirmez qu’elle est toujours en fonction, avec les mêmes profils, ou déclarez ce qui a changé.`,
      `Votre réponse est attendue au plus tard le ${formatLongDate(dueOn)} :\n${to.portal}/revues/${reviewId}`,
    ]),

  'access-review-reminder': ({ reviewId, dueOn, waiting }, to) =>
    letter(
      dueOn < to.today
        ? 'La revue des habilitations est en retard'
        : `Rappel : la revue des habilitations est attendue le ${formatDate(dueOn)}`,
      to,
      [
        `${formatCount(waiting, 'personne')} de votre organisme ${waiting < 2 ? 'attend' : 'attendent'} encore une confirmation, ou la déclaration de ce qui a changé.`,
        `Votre réponse ${dueOn < to.today ? 'était' : 'est'} attendue au plus tard le ${formatLongDate(dueOn)} :\n${to.portal}/revues/${reviewId}`,
      ],
    ),
};

const PROFILES: Record<Profile, string> = {
  activity: 'fournisseur de données d’activité',
  financial: 'fournisseur de données financières',
  approver: 'approbateur',
};
