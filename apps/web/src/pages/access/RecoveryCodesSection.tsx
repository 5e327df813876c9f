import { useState } from 'react';
import type { RecoveryCodes } from '../../api/contract';
import { useCommand } from '../../api/use-command';
import { ActionDialog, CloseButton } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { Notice } from '../../components/Notice';
import { Section } from '../../components/Section';
import { plural } from '../../format';

const PATH = '/own-access/recovery-codes';
const FEW = 3;

/** How many are left, and others in their place. */
export function RecoveryCodesSection({ left }: { left: number | null }) {
  return (
    <Section title="Codes de secours">
      <div className="stack">
        {left === null || left <= FEW ? (
          <Notice tone="warning">
            {left === null
              ? 'Vous n’avez pas de codes de secours : sans votre appareil, vous ne pourriez plus entrer.'
              : `Il vous reste ${plural(left, 'code', 'codes')} de secours : créez-en d’autres.`}
          </Notice>
        ) : (
          <p>Il vous reste {plural(left, 'code', 'codes')} de secours.</p>
        )}
        <div className="actions">
          <ActionDialog label="Créer des codes de secours">
            <Making />
          </ActionDialog>
        </div>
      </div>
    </Section>
  );
}

function Making() {
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) return <ShownRecoveryCodes codes={codes} />;
  return (
    <CommandForm<object, RecoveryCodes>
      path={PATH}
      submit="Créer des codes de secours"
      onDone={(made) => setCodes(made.codes)}
      isStep
    >
      <p>
        Chacun remplace une fois votre appareil, s’il est perdu ou en panne. Ils ne sont montrés qu’une fois,
        et ceux que vous aviez ne serviront plus.
      </p>
    </CommandForm>
  );
}

/** Makes them without being asked, after the first second factor; `shown` takes the place of its form then. */
export function useRecoveryCodes() {
  const { data, isError, mutate } = useCommand<object, RecoveryCodes>('POST', PATH);
  const shown = data ? <ShownRecoveryCodes codes={data.codes} /> : isError ? <NotMade /> : null;
  return { shown, make: () => mutate({}) };
}

/** The device is there all the same: to add it once more would be refused. */
const NotMade = () => (
  <div className="stack">
    <div role="alert">
      <Notice tone="warning">
        L’appareil est ajouté, mais les codes de secours n’ont pas pu être créés. Créez-les depuis cette page,
        sous « Codes de secours ».
      </Notice>
    </div>
    <div className="actions">
      <CloseButton>J’ai compris</CloseButton>
    </div>
  </div>
);

/** Shown this once. */
function ShownRecoveryCodes({ codes }: { codes: string[] }) {
  return (
    <div className="stack">
      <Notice tone="warning">
        Notez ces {plural(codes.length, 'code de secours', 'codes de secours')}, ou imprimez-les, et
        gardez-les loin de votre poste : ils ne seront plus montrés. Chacun remplace une fois votre appareil.
      </Notice>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="actions">
        <CloseButton>C’est noté</CloseButton>
        <button
          type="button"
          className="button"
          onClick={() => void navigator.clipboard.writeText(codes.join('\n'))}
        >
          Copier
        </button>
      </div>
    </div>
  );
}
