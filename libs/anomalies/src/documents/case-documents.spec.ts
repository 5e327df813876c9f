import { ERASED } from '#event-sourcing';
import { Documents } from '#platform';
import { describeWithPoppler, lettersOf, pagesOf, seenPdf } from '../../../../test/support/pdf.ts';
import { bareRecord, caseRecord } from '../record/case-record.fixture.ts';
import type { CaseRecord } from '../record/case-record.ts';
import { caseDossierDocument } from './case-dossier-document.ts';
import { justificationReceiptDocument } from './justification-receipt-document.ts';

const documents = new Documents();
afterAll(() => documents.onModuleDestroy());
const dossier = (record: CaseRecord) => documents.compose(caseDossierDocument(record));
const receipt = (record: CaseRecord) => documents.compose(justificationReceiptDocument(record));
const read = async (pdf: Buffer) => lettersOf((await pagesOf(pdf)).join(''));

it('R19: the receipt follows from the justification alone, whatever comes later', async () => {
  const { history, ...before } = caseRecord;
  const earlier = { ...before, position: history[4]!.position, verdict: null, history: history.slice(0, 5) };
  expect((await receipt(caseRecord)).equals(await receipt(earlier))).toBe(true);
});

it('is there once something was sent', () => {
  expect(() => justificationReceiptDocument(bareRecord)).toThrow(
    expect.objectContaining({ code: 'justification-not-found' }),
  );
});

describeWithPoppler('the documents of a case', () => {
  it('R19: the receipt says what was sent, when, by whom, and where it stands in the log', async () => {
    const pdf = await receipt(caseRecord);
    const letters = await read(pdf);
    for (const sentence of [
      'Claude Martin (G000001)',
      '12/11/2026 10:00:00 +01:00',
      'avec 2 jours de retard',
      'Voir l’attestation.',
      'attestation.pdf',
      '120 000 octets',
      'ab'.repeat(32),
      'Position 0000000000000abc-0000000000000005, événement 1f1b2c3d-0000-5000-8000-000000000005',
      'Registre à la position 0000000000000abc-0000000000000005',
    ]) {
      expect(letters).toContain(lettersOf(sentence));
    }
    expect((await seenPdf(pdf)).info).toMatchObject({
      Title: 'Accusé d’envoi d’une justification',
      Tagged: 'yes',
    });
  });

  it('in time and without files, it says so', async () => {
    const { justification } = caseRecord;
    const letters = await read(
      await receipt({
        ...caseRecord,
        justification: { ...justification!, files: [], late: false, daysLate: 0 },
      }),
    );
    expect(letters).toContain(lettersOf('dans le délai'));
    expect(letters).toContain(lettersOf('Aucun fichier.'));
  });

  it('R19: the dossier tells all of it, with the time of Paris and its offset, author, position and event', async () => {
    const letters = await read(await dossier(caseRecord));
    for (const sentence of [
      'Deux tentatives sur le code A000123, qui est fermé.',
      'règle closed-code, version 2',
      'c'.repeat(64),
      // The hour that comes twice.
      '25/10/2026 02:30:05 +02:00',
      '25/10/2026 02:30:05 +01:00',
      '(3 fois)',
      '2f1b2c3d-0000-5000-8000-000000000002',
      'Sans l’un de ces faits, la règle n’aurait rien relevé : n° 1.',
      'Le serveur de messagerie du code G000001 a pris le courriel le 26/10/2026 08:59:00 +01:00.',
      'Non, ce n’était pas moi.',
      'J’étais en congé.',
      'Reçue avec 2 jours de retard.',
      'ab'.repeat(32),
      'Insuffisante.',
      'Rien ne dit qui c’était.',
      'Olivier Prévost, le 13/11/2026 10:00:00 +01:00. Registre à la position 0000000000000abc-0000000000000006, événement 1f1b2c3d-0000-5000-8000-000000000006.',
    ]) {
      expect(letters).toContain(lettersOf(sentence));
    }
  });

  it('goes on over pages, whatever was written', async () => {
    const text = `${'mot '.repeat(1250)}\n${'x'.repeat(5000)}`;
    const evidence = Array.from({ length: 100 }, (_, index) => ({
      ...caseRecord.evidence[0]!,
      attemptId: `2f1b2c3d-0000-5000-8000-${String(index).padStart(12, '0')}`,
    }));
    const justification = { ...caseRecord.justification!, text };
    const drawn = await pagesOf(await dossier({ ...caseRecord, evidence, justification }));
    expect(drawn.length).toBeGreaterThan(5);
    expect(drawn.join().match(/\bmot\b/g)).toHaveLength(1250);
    expect(drawn.join().match(/x{2,}/g)!.join('')).toHaveLength(5000);
  });

  it('says of everything that has not happened that it has not', async () => {
    const letters = await read(await dossier(bareRecord));
    for (const sentence of [
      'Réseau 203.0.113.7',
      'Plusieurs partenaires, ou aucun',
      'cette anomalie est une absence',
      'la notification n’a encore atteint personne',
      'Aucune question n’a été posée.',
      'Aucune justification n’a été reçue.',
      'Classée sans suite.',
      'Essai du support.',
    ]) {
      expect(letters).toContain(lettersOf(sentence));
    }
    const open = { ...bareRecord, dismissal: null, question: caseRecord.question };
    const unanswered = await read(await dossier(open));
    expect(unanswered).toContain(lettersOf('Sans réponse.'));
    expect(unanswered).toContain(lettersOf('La Caf n’a pas encore conclu.'));
  });

  it('says of a network which codes were tried, and where its time is over that it is erased', async () => {
    const { detection, evidence } = caseRecord;
    const ofNetwork = { ...detection, userCode: null, name: null, network: '203.0.113.7' };
    const letters = await read(await dossier({ ...caseRecord, detection: ofNetwork }));
    expect(letters).toContain(lettersOf('Réseau 203.0.113.7'));
    const withoutCodes = evidence.map((attempt) => ({ ...attempt, userCode: null }));
    const without = await read(
      await dossier({ ...caseRecord, detection: ofNetwork, evidence: withoutCodes }),
    );
    const codesIn = (text: string) => text.match(/A000123/g)!.length;
    expect(codesIn(letters) - codesIn(without)).toBe(2);
    const erased: CaseRecord = {
      ...caseRecord,
      detection: { ...ofNetwork, network: null, sentence: ERASED },
      evidence: evidence.map((attempt) => ({ ...attempt, address: null })),
    };
    expect(await read(await dossier(erased))).toContain(lettersOf('Réseau effacé'));
    expect(await read(await receipt(erased))).toContain(lettersOf(ERASED));
  });

  it('says what the conclusion has come to', async () => {
    const verdict = { ...caseRecord.verdict!, verdict: 'confirmed', sanction: 'suspension' } as const;
    expect(await read(await dossier({ ...caseRecord, verdict }))).toContain(
      lettersOf('Confirmée, suspension par précaution.'),
    );
  });

  it('knows a registered letter, and a notice of which the log does not say by what it came', async () => {
    const notice = caseRecord.notice!;
    const by = { kind: 'registered-letter', number: '1A 000 000 0000 0', deliveredOn: '2026-10-26' } as const;
    expect(await read(await dossier({ ...caseRecord, notice: { ...notice, by } }))).toContain(
      lettersOf('Lettre recommandée n° 1A 000 000 0000 0, remise le 26 octobre 2026.'),
    );
    expect(await read(await dossier({ ...caseRecord, notice: { ...notice, by: null } }))).toContain(
      lettersOf('Le registre ne dit pas par quel moyen elle est parvenue.'),
    );
  });
});
