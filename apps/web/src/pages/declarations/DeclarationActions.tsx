import { Fragment } from 'react';
import type { DeclarationDetail } from '../../api/contract';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { Checkbox, optionsOf, Select, TextArea } from '../../components/fields/fields';
import { Notice } from '../../components/Notice';
import { Section } from '../../components/Section';
import { formatHash } from '../../format';
import { DECLARATION_PARTS } from '../../labels';
import { Findings } from './Findings';

/** What the reader may do now, as the server says it. */
export function DeclarationActions({ declaration }: { declaration: DeclarationDetail }) {
  const may = new Set(declaration.actions);
  if (!STEPS.some((step) => may.has(step))) return null;
  return (
    <Section title="Étape suivante">
      <div className="actions">
        {may.has('submit') && <Submit declaration={declaration} />}
        {may.has('approve') && <Approve declaration={declaration} />}
        {may.has('transmit') && <Transmit declaration={declaration} />}
        {may.has('return') && <Return declaration={declaration} />}
      </div>
    </Section>
  );
}

const STEPS = ['submit', 'approve', 'transmit', 'return'] as const;

function Submit({ declaration: { id, toSubmit, findings, comments } }: { declaration: DeclarationDetail }) {
  return (
    <ActionDialog label="Remettre ma partie" look="primary">
      <CommandForm
        path={`/declarations/${id}/submission`}
        body={(value) => ({
          activityComment: value('activityComment') || null,
          financesComment: value('financesComment') || null,
        })}
        submit="Remettre"
        done="Votre partie est remise à l’approbateur."
      >
        <p>
          Ce qui est remis est ce que vous avez enregistré. Vous ne pourrez plus le modifier, sauf si
          l’approbateur vous le renvoie.
        </p>
        {toSubmit.map((part) => {
          const warnings = findings.filter((one) => one.part === part && one.severity === 'warning');
          return (
            <Fragment key={part}>
              <Findings findings={warnings} />
              <TextArea
                name={`${part}Comment`}
                label={`Commentaire sur les ${DECLARATION_PARTS[part].toLocaleLowerCase('fr')}`}
                hint="L’approbateur le lira, et la Caf avec la déclaration transmise."
                optional={warnings.length === 0}
                defaultValue={comments[part] ?? undefined}
              />
            </Fragment>
          );
        })}
      </CommandForm>
    </ActionDialog>
  );
}

function Approve({ declaration }: { declaration: DeclarationDetail }) {
  const { id, contentHash, establishment } = declaration;
  const own = useMe().establishments.find((one) => one.id === establishment.id)?.profiles ?? [];
  const providesToo = own.includes('activity') || own.includes('financial');

  return (
    <ActionDialog label="Approuver" title="Approuver la déclaration" look="primary">
      <CommandForm
        path={`/declarations/${id}/approval`}
        body={() => ({ contentHash })}
        submit="Approuver et signer"
        done="La déclaration est approuvée."
      >
        <p>La validation vaut signature, pour exactement le contenu de cette empreinte :</p>
        <p>
          <code className="hash">{formatHash(contentHash ?? '')}</code>
        </p>
        {providesToo && (
          <Notice>
            Vous fournissez aussi des données de cet établissement. C’est permis ; l’acte sera inscrit comme
            auto-approbation.
          </Notice>
        )}
        <Checkbox name="read">J’ai relu les données d’activité et les données financières.</Checkbox>
      </CommandForm>
    </ActionDialog>
  );
}

function Transmit({ declaration: { id } }: { declaration: DeclarationDetail }) {
  return (
    <ActionDialog label="Transmettre à la Caf" look="primary">
      <CommandForm
        path={`/declarations/${id}/transmission`}
        submit="Transmettre"
        done="La déclaration est transmise à la Caf."
      >
        <p>La déclaration approuvée part telle quelle. Une correction sera une nouvelle version.</p>
      </CommandForm>
    </ActionDialog>
  );
}

function Return({ declaration: { id } }: { declaration: DeclarationDetail }) {
  return (
    <ActionDialog label="Renvoyer pour correction">
      <CommandForm
        path={`/declarations/${id}/return`}
        body={(value) => ({ part: value('part'), reason: value('reason') })}
        submit="Renvoyer"
        done="La partie est renvoyée pour correction."
      >
        <Select name="part" label="Partie à corriger" options={optionsOf(DECLARATION_PARTS)} />
        <TextArea name="reason" label="Motif" hint="La personne qui a saisi la partie le lira." />
      </CommandForm>
    </ActionDialog>
  );
}
