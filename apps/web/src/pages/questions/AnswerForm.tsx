import { CommandForm } from '../../components/CommandForm';
import { optionsOf, Select, TextArea } from '../../components/fields/fields';
import { Section } from '../../components/Section';
import { ANSWERS } from '../../labels';

export function AnswerForm({ id }: { id: string }) {
  return (
    <Section title="Votre réponse">
      <CommandForm
        path={`/questions/${id}/statement`}
        body={(value) => ({ answer: value('answer'), text: value('text') })}
        submit="Envoyer ma réponse"
        done="Votre réponse est enregistrée."
      >
        <Select name="answer" label="Était-ce vous ?" none="Choisir" options={optionsOf(ANSWERS)} />
        <TextArea
          name="text"
          label="Dans vos mots"
          hint="D’où, pourquoi à ce moment, ou ce que vous faisiez alors. N’écrivez jamais de mot de passe."
          rows={5}
        />
        <p className="quiet">Vous répondez en votre nom, une seule fois : la réponse ne se modifie plus.</p>
      </CommandForm>
    </Section>
  );
}
