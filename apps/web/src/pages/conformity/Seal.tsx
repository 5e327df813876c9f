import type { Conformity } from '../../api/contract';
import { Facts } from '../../components/Facts';
import { Notice } from '../../components/Notice';
import { Section } from '../../components/Section';
import { formatInstant, plural } from '../../format';
import { KeptProof } from './KeptProof';
import { Outside } from './Outside';

export const SEAL = 'sceau';

/** From which state of the sealed log all of this was counted. */
export const Seal = ({ conformity: { checkpoint, position, seal, outside } }: { conformity: Conformity }) => (
  <div id={SEAL}>
    <Section title="D’où viennent ces nombres">
      <p className="intro">
        Chacun a été compté à l’ouverture de cette page, dans ce que vous pouvez voir, et mène à l’écran qui
        le montre. Ils tiennent compte de tout ce qui était au registre à la position ci-dessous.
      </p>
      <Facts
        facts={{
          'Position dans le registre': <code>{position}</code>,
          'Dernier point de contrôle signé': checkpoint && formatInstant(checkpoint.signedAt),
          'Ce qu’il scelle': checkpoint && plural(checkpoint.size, 'événement'),
          'Racine de l’arbre': checkpoint && <code>{checkpoint.root}</code>,
        }}
      />
      {seal && <Verified seal={seal} />}
      <Outside outside={outside} />
      <KeptProof />
      <p>
        <a href="/checkpoint" download="point-de-controle.txt">
          Garder le point de contrôle d’aujourd’hui
        </a>
      </p>
    </Section>
  </div>
);

/** What Greffe has found by itself, in the night. */
function Verified({ seal: { lastFullAt, lastAt, faults } }: { seal: NonNullable<Conformity['seal']> }) {
  if (faults > 0) {
    return (
      <Notice tone="danger">
        La vérification du {formatInstant(lastAt)} a trouvé {plural(faults, 'différence')} entre le journal et
        ce qui a été scellé. L’exploitant doit en rendre compte.
      </Notice>
    );
  }
  return (
    <Notice tone="good">
      Le journal est celui qui a été scellé : vérifié en entier le {formatInstant(lastFullAt)}
      {lastAt !== lastFullAt && `, et ce qui s’y est ajouté depuis, le ${formatInstant(lastAt)}`}.
    </Notice>
  );
}
