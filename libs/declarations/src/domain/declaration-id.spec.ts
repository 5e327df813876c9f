import { SUBJECT } from './declaration.fixture.ts';
import { declarationId, parseDeclarationId } from './declaration-id.ts';

describe('a declaration is named by its subject', () => {
  it('reads what it writes', () => expect(parseDeclarationId(declarationId(SUBJECT))).toEqual(SUBJECT));

  it.each([
    '',
    'x',
    SUBJECT.establishmentId,
    `${SUBJECT.establishmentId}-2025-actual`,
    `${SUBJECT.establishmentId}-2025-actual-0`,
    `${SUBJECT.establishmentId}-2025-final-1`,
    `${SUBJECT.establishmentId.toUpperCase()}-2025-actual-1`,
    `${declarationId(SUBJECT)}\n`,
  ])('refuses %j', (id) => expect(parseDeclarationId(id)).toBeNull());
});
