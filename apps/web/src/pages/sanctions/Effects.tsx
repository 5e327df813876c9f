import type { Sanction } from '../../api/contract';

/** What follows, said before it is done. */
export const Effects = ({ kind }: { kind: Sanction }) => (
  <div className="effects">
    <p>Ce qui s’ensuit&nbsp;:</p>
    <ul>
      {EFFECTS[kind].map((effect) => (
        <li key={effect}>{effect}</li>
      ))}
    </ul>
  </div>
);

const EFFECTS: Record<Sanction, string[]> = {
  suspension: [
    'Ses sessions prennent fin aussitôt, et le code n’ouvre plus rien.',
    'La suspension dure jusqu’à ce que la Caf la lève, ou jusqu’à la fin du jour que vous indiquez.',
    'La personne garde ses profils. Un courriel le lui dit, avec le motif.',
  ],
  'password-change': [
    'Ses sessions restent ouvertes, mais n’ouvrent plus que la page où le mot de passe se change.',
    'La mesure prend fin quand il est changé. Un courriel le dit à la personne, avec le motif.',
    'Un mot de passe perdu ou volé est plutôt à révoquer\u00a0: qui le connaît pourrait le changer.',
  ],
  removal: [
    'Ses sessions prennent fin aussitôt, et le code n’ouvre plus rien.',
    'Le code ne sera donné à personne d’autre, et la messagerie peut servir à un autre code.',
    'On ne revient pas sur une fermeture. Un courriel le dit à la personne, avec le motif.',
  ],
  withdrawal: [
    'Les profils choisis prennent fin aussitôt, et sont vacants.',
    'Sans autre profil, ses sessions prennent fin, le code n’ouvre plus rien, et la messagerie peut servir à une autre personne.',
    'On ne revient pas sur un retrait\u00a0: il faut une nouvelle demande écrite du gestionnaire. Celui-ci lit le motif.',
  ],
};
