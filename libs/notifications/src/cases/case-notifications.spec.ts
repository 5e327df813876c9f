import type { AccountEvent } from '#accounts';
import { type AnomalyEvent, ConfirmNotice, type StatementEvent } from '#anomalies';
import { BLOCKED, NOW, Post, recorded } from '../notifications.fixture.ts';

const ANOMALY = '1f1b2c3d-0000-5000-8000-000000000001';
const QUESTION = '1f1b2c3d-0000-5000-8000-000000000007';

let post: Post;
beforeEach(async () => {
  post = await Post.open();
});
afterEach(() => post.close());

describe('R19: an anomaly', () => {
  const detected: AnomalyEvent = {
    type: 'AnomalyDetected',
    data: {
      rule: { id: 'closed-code', version: 1, title: 'Tentative sur un code fermé', hash: 'abc' },
      severity: 'high',
      article: 'Avenant, art. 3',
      sentence: 'Une tentative.',
      userCode: 'A000001',
      network: null,
      gestionnaire: { id: 'G', name: 'Mairie' },
      cafId: '595',
      detectedAt: NOW,
      evidence: [],
      sufficient: null,
    },
  };

  const waiting = () => {
    post.notifying = [{ id: ANOMALY, gestionnaireId: 'G', cafId: '595' }];
  };

  it('is told with the newest checkpoint of the register, which whoever keeps the mail can hold against it', async () => {
    post.checkpoint = 'greffe.example\n12\nAAAA\n\n— greffe.example BBBB\n';
    waiting();
    await post.deliver.run();
    for (const { text, attachments } of post.transport.mails) {
      expect(attachments).toEqual([{ filename: 'point-de-controle.txt', content: post.checkpoint }]);
      expect(text).toContain('point-de-controle.txt');
      expect(text).toContain('jusqu’à la pièce n°\u00a0143');
    }
    await post.react(recorded<AccountEvent>('account-A000001', BLOCKED));
    await post.deliver.run();
    expect(post.transport.mails.at(-1)!.attachments).toEqual([]);
  });

  it('is told to everyone who acts for the partner, once, and its case hears when a server took the first mail', async () => {
    waiting();
    expect(await post.deliver.run()).toEqual({ sent: 2, dropped: 0, failed: 0 });
    expect(post.confirmed).toEqual([new ConfirmNotice(ANOMALY, expect.stringMatching(/^G00000[12]$/), NOW)]);
    expect(await post.deliver.run()).toEqual({ sent: 0, dropped: 0, failed: 0 });
    expect(
      post
        .sentTo()
        .map(([address]) => address)
        .sort(),
    ).toEqual(['g000001@mairie.example', 'g000002@mairie.example']);
    expect(post.transport.mails[0]!.text).toContain(`https://portail.example/anomalies/${ANOMALY}`);
  });

  it('is notified on the day on which the server has taken it, though it left on the day before', async () => {
    waiting();
    post.clock.set('2026-11-23T22:59:55.000Z');
    const taken = '2026-11-23T23:00:05.000Z';
    post.transport.send = async () => post.clock.set(taken);
    await post.deliver.run();
    expect(post.confirmed).toMatchObject([{ acceptedAt: taken }]);
  });

  it('goes to nobody who cannot sign in; whoever becomes able to gets it then, and the delay begins then', async () => {
    post.prospects.set('G000001', { outcome: 'blocked', habilitated: true });
    post.prospects.set('G000002', { outcome: 'not-activated', habilitated: true });
    waiting();
    await post.deliver.run();
    expect([post.transport.mails, post.confirmed]).toEqual([[], []]);
    expect((await post.notices.of(ANOMALY, 'G')).correspondents).toEqual([
      { userCode: 'G000001', name: 'Nom de G000001', obstacle: 'Ce code est bloqué.' },
      { userCode: 'G000002', name: 'Nom de G000002', obstacle: expect.stringContaining('pas activé') },
    ]);
    post.clock.advance({ days: 3 });
    post.prospects.delete('G000002');
    await post.deliver.run();
    expect(post.sentTo().map(([address]) => address)).toEqual(['g000002@mairie.example']);
    expect(post.transport.mails[0]!.text).toContain('au plus tard le vendredi 11 décembre 2026');
    expect(post.confirmed).toEqual([new ConfirmNotice(ANOMALY, 'G000002', '2026-11-26T08:00:00.000Z')]);
  });

  it('shows what became of its mails: refused and why, then accepted, or given up and followed by another', async () => {
    waiting();
    post.prospects.set('G000002', { outcome: 'blocked', habilitated: true });
    post.transport.failure = Object.assign(new Error('550 g000001'), { code: 'EENVELOPE' });
    await post.deliver.run();
    expect(post.confirmed).toEqual([]);
    const refused = {
      userCode: 'G000001',
      about: 'Anomalie notifiée',
      state: 'refused',
      at: NOW,
      reason: 'Le serveur de messagerie refuse cette adresse.',
    };
    const { mails, correspondents } = await post.notices.of(ANOMALY, 'G');
    expect(mails).toEqual([refused]);
    expect(correspondents.map(({ obstacle }) => obstacle)).toEqual([refused.reason, 'Ce code est bloqué.']);
    post.clock.advance({ days: 3 });
    await post.deliver.run();
    post.transport.failure = null;
    const later = '2026-11-26T08:01:00.000Z';
    post.clock.set(later);
    await post.deliver.run();
    expect((await post.notices.of(ANOMALY, 'G')).mails).toMatchObject([
      { state: 'accepted', reason: null, at: later },
      { state: 'given-up', reason: 'Ce courriel n’était plus utile.' },
    ]);
    expect(post.confirmed).toEqual([new ConfirmNotice(ANOMALY, 'G000001', later)]);
  });

  const inLog = async (...events: AnomalyEvent[]) => {
    const stream = `anomaly-${ANOMALY}`;
    const all = [
      detected,
      { type: 'AnomalyNotificationDecided', data: { decidedOn: '2026-11-23' } },
      ...events,
    ];
    await post.log.store.append(
      stream,
      'none',
      all.map((event) => recorded(stream, event as AnomalyEvent)),
    );
  };
  const letter: AnomalyEvent = {
    type: 'AnomalyNotified',
    data: {
      notifiedOn: '2026-11-23',
      dueOn: '2026-12-08',
      by: { kind: 'registered-letter', number: '1A 000 000 0000 0', deliveredOn: '2026-11-23' },
    },
  };
  /** A notice that could not leave on the first day, and can on the third. */
  const retried = async (...meanwhile: AnomalyEvent[]) => {
    waiting();
    post.transport.failure = Object.assign(new Error('451'), { code: 'EMESSAGE' });
    await post.deliver.run();
    post.transport.failure = null;
    post.notifying = [];
    await inLog(...meanwhile);
    post.clock.advance({ days: 2 });
    return post.deliver.run();
  };

  it('that a registered letter has notified meanwhile is told with the days that run already', async () => {
    expect(await retried(letter)).toEqual({ sent: 2, dropped: 0, failed: 0 });
    const text = post.transport.mails[0]!.text.replace(/[\u00a0\u202f]/g, ' ');
    expect(text).toContain('Elle vous a été notifiée le 23 novembre 2026.');
    expect(text).toContain('au plus tard le mardi 8 décembre 2026');
  });

  it.each<[string, AnomalyEvent[]]>([
    [
      'answered',
      [{ type: 'JustificationSubmitted', data: { text: 'Oubli', files: [], late: false, daysLate: 0 } }],
    ],
    [
      'concluded',
      [
        letter,
        { type: 'JustificationOverdue', data: { dueOn: '2026-12-08' } },
        { type: 'VerdictGiven', data: { verdict: 'confirmed', comment: 'Vu.', sanction: null } },
      ],
    ],
  ])('that is %s meanwhile is not told any more', async (_, events) => {
    expect(await retried(...events)).toEqual({ sent: 0, dropped: 2, failed: 0 });
    expect((await post.notices.of(ANOMALY, 'G')).mails).toMatchObject([
      { state: 'given-up', reason: 'La réponse est déjà donnée, ou l’anomalie est close.' },
      { state: 'given-up' },
    ]);
  });

  it('that did not hear of a mail taken in a run before hears before the next mail is written', async () => {
    waiting();
    post.prospects.set('G000002', { outcome: 'not-activated', habilitated: true });
    post.busFails = true;
    await expect(post.deliver.run()).rejects.toThrow('the case cannot be told');
    post.busFails = false;
    post.prospects.delete('G000002');
    post.clock.advance({ days: 1 });
    const heard: number[] = [];
    post.transport.send = async () => void heard.push(post.confirmed.length);
    await post.deliver.run();
    expect(heard).toEqual([1]);
    expect(post.confirmed[0]).toEqual(new ConfirmNotice(ANOMALY, 'G000001', NOW));
  });

  it('is told although another case fails, and hears of it', async () => {
    const other = '1f1b2c3d-0000-5000-8000-000000000003';
    waiting();
    post.notifying = [{ id: other, gestionnaireId: 'other', cafId: '595' }, ...post.notifying];
    post.unreadable.add('G000003');
    await expect(post.deliver.run()).rejects.toThrow('this account cannot be read');
    expect(post.transport.mails).toHaveLength(2);
    expect(post.confirmed).toMatchObject([{ anomalyId: ANOMALY }]);
  });

  /** An event that mails follow from, and what has happened by the time they leave. */
  const tell = async (event: AnomalyEvent, before: AnomalyEvent[] = [letter], after: AnomalyEvent[] = []) => {
    await inLog(...before, event, ...after);
    await post.react(recorded(`anomaly-${ANOMALY}`, event));
    return post.deliver.run();
  };
  const reminded: AnomalyEvent = {
    type: 'JustificationReminderIssued',
    data: { daysBefore: 5, dueOn: '2026-12-08' },
  };
  const overdue: AnomalyEvent = { type: 'JustificationOverdue', data: { dueOn: '2026-11-22' } };
  const justified: AnomalyEvent = {
    type: 'JustificationSubmitted',
    data: { text: 'Oubli', files: [], late: false, daysLate: 0 },
  };
  const concluded: AnomalyEvent = {
    type: 'VerdictGiven',
    data: { verdict: 'explained', comment: 'Vu.', sanction: null },
  };

  it.each<[string, AnomalyEvent, AnomalyEvent, number]>([
    ['recalled once it is answered', reminded, justified, 2],
    ['said to be without an answer once it has one', overdue, justified, 3],
    ['said to be to judge once that is done', justified, concluded, 1],
  ])('is not %s, although the mail was queued before', async (_, event, after, mails) => {
    expect(await tell(event, [letter], [after])).toMatchObject({ sent: 0, dropped: mails });
  });

  it('is not recalled to whom cannot sign in any more when the mail is to leave', async () => {
    post.prospects.set('G000001', { outcome: 'blocked', habilitated: true });
    await tell(reminded);
    expect(post.sentTo().map(([address]) => address)).toEqual(['g000002@mairie.example']);
  });

  it('of an older release, whose days ran from the decision, is told too', async () => {
    const data = { notifiedOn: '2026-11-23', dueOn: '2026-12-08', by: null };
    await tell({ type: 'AnomalyNotified', data }, []);
    expect(post.transport.mails).toHaveLength(2);
    expect(post.transport.mails[0]!.text).toContain('au plus tard le mardi 8 décembre 2026');
  });

  const asked: StatementEvent = {
    type: 'AgentAsked',
    data: { anomalyId: ANOMALY, userCode: 'A000001', gestionnaireId: 'G', attempts: [] },
  };
  const given: StatementEvent = { type: 'StatementGiven', data: { answer: 'no', text: 'En congé.' } };

  it('whose agent is asked: the agent is told that there is a question, and nothing of the case', async () => {
    await inLog(letter);
    await post.react(recorded(`statement-${QUESTION}`, asked));
    await post.deliver.run();
    expect(post.sentTo()).toEqual([
      ['a000001@mairie.example', 'Une question sur votre code attend votre réponse'],
    ]);
    const { text } = post.transport.mails[0]!;
    expect(text).toContain(`https://portail.example/questions/${QUESTION}`);
    expect(text).not.toMatch(/anomalie/);
    expect((await post.notices.of(ANOMALY, 'G')).mails).toMatchObject([{ about: 'Question à l’agent' }]);
  });

  it('whose agent has answered: the gestionnaire is told, and the agent not asked any more', async () => {
    const stream = `statement-${QUESTION}`;
    await post.log.store.append(stream, 'none', [recorded(stream, asked), recorded(stream, given)]);
    await post.react(recorded(stream, asked));
    await post.react(recorded(stream, given));
    expect(await post.deliver.run()).toMatchObject({ dropped: 1 });
    expect(post.sentTo().sort()).toEqual([
      ['g000001@mairie.example', 'Un agent a répondu à votre question'],
      ['g000002@mairie.example', 'Un agent a répondu à votre question'],
    ]);
    expect(post.transport.mails.map(({ text }) => text).join()).not.toContain('congé');
  });

  it('that nobody answered is told to both sides', async () => {
    await tell(overdue);
    expect(post.sentTo().sort()).toEqual([
      ['c000001@mairie.example', 'Justification non reçue'],
      ['g000001@mairie.example', 'Le délai de justification est écoulé'],
      ['g000002@mairie.example', 'Le délai de justification est écoulé'],
    ]);
  });

  it('that is answered is told to the Caf', async () => {
    await tell(justified);
    expect(post.sentTo()).toEqual([['c000001@mairie.example', 'Une justification est à juger']]);
  });
});
