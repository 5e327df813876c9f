import { PolicySentence } from './PolicySentence';

/** Within how long a change of an agent is declared (R20), and that a late declaration is taken too. */
export const DeclarationDelay = () => (
  <>
    <PolicySentence of="agentChangeDeclarationDays" /> Plus tard, la déclaration est acceptée et son retard
    noté.
  </>
);
