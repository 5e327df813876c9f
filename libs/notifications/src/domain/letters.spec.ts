import type { Addressing } from './letters/letter.ts';
import { write } from './letters.ts';
import type { Notice } from './notices.ts';

const to: Addressing = {
  name: 'Nadia Lambert',
  today: '2026-11-23',
  userCode: 'A000123',
  portal: 'https://portail.example',
  linkToken: 'JETON',
};
const ID = '1f1b2c3d-0000-5000-8000-000000000001';

/** Subject and text, with plain spaces; without what begins and ends every letter. */
const read = (notice: Notice) => {
  const { subject, text } = write(notice, to);
  const plain = text.replace(/[\u00a0\u202f]/g, ' ');
  const [greeting, ...paragraphs] = plain.split('\n\n');
  expect(greeting).toBe('Bonjour Nadia Lambert,');
  expect(paragraphs.pop()).toBe(
    'Ce message est envoyé automatiquement : n’y répondez pas. La Caf ne vous demandera jamais votre mot de passe.\n',
  );
  return [subject.replaceAll('\u00a0', ' '), ...paragraphs];
};

const SOMEBODY_ELSE =
  'Si ce n’est pas vous, quelqu’un se sert de votre code : prévenez votre Caf sans attendre, qui le bloque. Si un message vous a annoncé une connexion depuis un nouveau navigateur, son lien pour dire que ce n’était pas vous le bloque aussitôt.';
const expiresAt = '2026-11-25T09:05:00.000Z';

it('R2: the link to sign by comes without the name of anybody, and without the SIRET that is asked for behind it', () => {
  const data = { conventionId: ID, linkId: ID, caf: 'Caf du Nord', expiresAt };
  const { subject, text } = write({ template: 'signature-link', data }, { ...to, name: '', userCode: '' });
  expect(subject).toBe('Une convention attend votre signature');
  const [greeting, ...paragraphs] = text.replace(/[\u00a0\u202f]/g, ' ').split('\n\n');
  expect(greeting).toBe('Bonjour,');
  expect(paragraphs.slice(0, -1)).toEqual([
    'Vous êtes invité à signer, pour l’organisme que vous représentez, une convention d’accès au portail Caf partenaires avec cette Caf : Caf du Nord.',
    'Pour la lire et la signer, ouvrez ce lien :\nhttps://portail.example/signature#/JETON',
    'Il sert une seule fois, jusqu’au mercredi 25 novembre 2026 à 10 h 05. Le Siret de votre organisme vous sera demandé avant que la convention ne soit montrée.',
    'Si vous n’attendiez pas ce message, ne suivez pas ce lien et prévenez la Caf.',
  ]);
});

describe('R15: two mails, and nothing reusable in either', () => {
  const code: Notice = { template: 'activation-code', data: { expiresAt } };
  const link: Notice = { template: 'activation-link', data: { delivery: 1, expiresAt } };

  it('one carries the code', () => {
    expect(read(code)).toEqual([
      'Votre code d’accès au portail Caf',
      'Un accès au portail Caf partenaires vient de vous être ouvert. Votre code est : A000123',
      'Ce code est personnel : il ne se prête pas et ne sera jamais donné à une autre personne.',
      'Un second message vous donne un lien pour choisir votre mot de passe. Ce lien sert une seule fois, jusqu’au mercredi 25 novembre 2026 à 10 h 05.',
    ]);
    expect(write(code, to).text).not.toContain('JETON');
  });

  it('the other the link', () => {
    expect(read(link)).toEqual([
      'Choisissez votre mot de passe',
      'Pour choisir votre mot de passe, ouvrez ce lien :\nhttps://portail.example/activation#/JETON',
      'Il sert une seule fois, jusqu’au mercredi 25 novembre 2026 à 10 h 05. Votre code vous a été envoyé dans un autre message.',
      'Si vous n’attendiez pas ce message, ne suivez pas ce lien et prévenez votre Caf.',
    ]);
    expect(write(link, to).text).not.toContain('A000123');
  });

  it('a link for a lost password does not name the code, and says that nothing has changed', () => {
    const lost: Notice = { template: 'password-lost', data: { delivery: 2, expiresAt } };
    expect(write(lost, to).text).not.toContain('A000123');
    expect(read(lost)).toContain(
      'Si ce n’est pas vous, ne suivez pas ce lien : votre mot de passe n’a pas changé. Prévenez votre Caf.',
    );
  });

  it('a second factor that was added, removed or forgotten is told to its holder', () => {
    const told = (change: 'added' | 'removed' | 'reset') =>
      read({ template: 'second-factor-changed', data: { change, at: expiresAt } });
    expect(told('added')).toEqual([
      'Votre seconde vérification a changé',
      'Une seconde vérification a été ajoutée à votre accès A000123 le mercredi 25 novembre 2026 à 10 h 05.',
      SOMEBODY_ELSE,
    ]);
    expect(told('removed')[1]).toContain('a été retirée de votre accès A000123');
    expect(told('removed')[2]).toContain('depuis le vol d’un mot de passe');
    expect(told('reset')[2]).toContain('https://portail.example/mon-acces/securite');
  });

  it('recovery codes that were made, used or withdrawn are told to their holder', () => {
    const told = (change: 'made' | 'used' | 'withdrawn') =>
      read({ template: 'recovery-codes-changed', data: { change, at: expiresAt } });
    expect(told('made')).toEqual([
      'Des codes de secours ont été créés pour votre accès',
      'Des codes de secours ont été créés, et ceux d’avant n’ouvrent plus rien, pour votre accès A000123, le mercredi 25 novembre 2026 à 10 h 05.',
      SOMEBODY_ELSE,
    ]);
    expect(told('used')).toEqual([
      'Un code de secours a servi pour votre accès',
      'Un code de secours a servi à la place de votre appareil, pour votre accès A000123, le mercredi 25 novembre 2026 à 10 h 05.',
      SOMEBODY_ELSE,
    ]);
    expect(told('withdrawn')[2]).toContain('https://portail.example/mon-acces/securite');
  });

  it('an identity of a provider that was linked or unlinked is told to its holder', () => {
    const told = (change: 'linked' | 'unlinked') =>
      read({ template: 'identity-link-changed', data: { change, provider: 'ProConnect', at: expiresAt } });
    expect(told('linked')).toEqual([
      'Un compte ProConnect a été relié à votre accès',
      'Un compte ProConnect a été relié à votre accès A000123 le mercredi 25 novembre 2026 à 10 h 05. Il peut l’ouvrir à la place de votre mot de passe.',
      SOMEBODY_ELSE,
    ]);
    expect(told('unlinked')[1]).toContain('a été délié de votre accès A000123');
  });

  it('a renewed link welcomes nobody a second time', () => {
    expect(read({ template: 'activation-renewed', data: { expiresAt } })).toEqual([
      'Un nouveau lien pour votre code A000123',
      'La Caf vous envoie un nouveau lien pour choisir le mot de passe de votre code A000123. Vous le trouverez dans un second message. Il sert une seule fois, jusqu’au mercredi 25 novembre 2026 à 10 h 05.',
      'Les liens et le mot de passe que vous aviez auparavant ne fonctionnent plus.',
      'Si vous n’attendiez pas ce message, prévenez votre Caf sans attendre.',
    ]);
  });
});

it('R23: a sign-in from a new browser is told, with a link to say that it was somebody else', () => {
  const at = '2026-11-23T08:02:00.000Z';
  const data = { sessionId: ID, browser: 'Firefox 140, Windows', at, lastDay: '2026-11-30' };
  expect(read({ template: 'new-browser', data })).toEqual([
    'Connexion avec votre code A000123 depuis un nouveau navigateur',
    'Quelqu’un s’est connecté avec votre code A000123, le lundi 23 novembre 2026 à 9 h 02, depuis un navigateur qui n’avait jamais servi avec ce code : Firefox 140, Windows.',
    'Si c’était vous, il n’y a rien à faire.',
    'Si ce n’était pas vous, dites-le par ce lien, jusqu’au 30 novembre 2026 inclus :\nhttps://portail.example/pas-moi#/JETON\nVotre code est alors bloqué aussitôt, ses sessions prennent fin, et la Caf est prévenue.',
  ]);
});

it('R18: wrong second factors after a right password are told to the holder, with what to do', () => {
  const at = '2026-11-23T08:02:00.000Z';
  const told = (first: 'password' | 'identity') =>
    read({ template: 'second-factors-missed', data: { first, at } });
  expect(told('password')).toEqual([
    'Quelqu’un a tenté d’entrer avec votre code A000123',
    'Quelqu’un a donné le bon mot de passe de votre code A000123, puis s’est trompé plusieurs fois à la seconde vérification, la dernière le lundi 23 novembre 2026 à 9 h 02. Il n’est pas entré par là.',
    'Si c’était vous, il n’y a rien à faire.',
    'Si ce n’était pas vous, quelqu’un connaît votre mot de passe. Changez-le sans attendre, là où il vous sert ailleurs aussi, et prévenez votre Caf :\nhttps://portail.example/mot-de-passe',
  ]);
  expect(told('identity')[3]).toContain('https://portail.example/mon-acces/securite');
});

describe('R21: codes', () => {
  it('blocked for want of use', () => {
    const data = { kind: 'idle', reason: 'Code non utilisé pendant 45 jours' } as const;
    expect(read({ template: 'code-blocked', data })).toEqual([
      'Votre code A000123 est bloqué',
      'Votre code A000123 est bloqué : il n’a pas servi pendant 45 jours, et la convention prévoit alors son blocage.',
      'Il n’est pas supprimé. Pour le débloquer, votre gestionnaire adresse une demande motivée à la Caf.',
    ]);
  });

  it('suspended by the Caf', () => {
    const data = { kind: 'security', reason: 'Mot de passe volé' } as const;
    expect(read({ template: 'code-blocked', data })).toEqual([
      'Votre code A000123 est suspendu par précaution',
      'La Caf a suspendu par précaution votre code A000123. Il n’est pas supprimé.',
      'Motif : Mot de passe volé',
      'La Caf peut la lever, d’elle-même ou à la demande écrite de votre gestionnaire.',
    ]);
  });

  it('to reactivate before a campaign', () => {
    const campaign = {
      campaignId: '595-2025-actual',
      year: 2025,
      kind: 'actual',
      opensOn: '2026-03-02',
    } as const;
    const data = { ...campaign, blocked: 1, ending: 2 };
    expect(read({ template: 'codes-to-reactivate', data })).toEqual([
      'Campagne réelle 2025 : des codes à réactiver',
      'La campagne de déclaration réelle 2025 commence le lundi 2 mars 2026.',
      '1 code de vos agents est bloqué faute d’usage. Demandez-en le déblocage à la Caf, avec un motif :\nhttps://portail.example/codes?block=idle&holder=habilitated',
      '2 codes seront bloqués d’ici là si personne ne s’en sert. Il suffit que chaque agent se connecte une fois :\nhttps://portail.example/codes?blocksWithin=15&holder=habilitated&sort=blocksAfter',
    ]);
  });

  it('renewed, or about to end', () => {
    const ending = { conventionId: 'c', until: '2026-12-31', habilitations: 12 };
    expect(read({ template: 'convention-ending', data: ending })).toEqual([
      'Votre convention s’achève le 31 décembre 2026',
      'La convention d’accès au portail s’achève le jeudi 31 décembre 2026, dernier jour compris. Sans renouvellement, 12 habilitations prennent fin alors.',
      'Un renouvellement signé des deux parties d’ici là évite toute interruption. Il est nécessaire pour déclarer le réel de la dernière année :\nhttps://portail.example/conventions/c',
    ]);
    const all = { until: '2026-12-31', conventions: 1, habilitations: 0 };
    expect(read({ template: 'conventions-ending', data: all })).toEqual([
      '1 convention à renouveler avant le 31 décembre 2026',
      '1 convention s’achève le jeudi 31 décembre 2026, dernier jour compris.',
      'Les conventions à renouveler :\nhttps://portail.example/conventions?watch=renewal',
    ]);
    expect(read({ template: 'renewal-proposed', data: { conventionId: 'c', until: '2030-12-31' } })[1]).toBe(
      'La Caf propose de renouveler la convention d’accès au portail jusqu’au mardi 31 décembre 2030.',
    );
  });

  it('unblocked', () => {
    expect(read({ template: 'code-unblocked', data: { reason: 'Campagne de juin' } })).toEqual([
      'Votre code A000123 est débloqué',
      'La Caf a débloqué votre code A000123. Motif : Campagne de juin',
      'Vous pouvez de nouveau vous connecter, après avoir choisi un mot de passe si un lien vous est envoyé pour cela :\nhttps://portail.example/connexion',
    ]);
  });

  it('closed for good', () => {
    expect(read({ template: 'code-closed', data: { reason: 'Départ à la retraite' } })).toEqual([
      'Votre code A000123 est fermé',
      'La Caf a fermé votre code A000123. Motif : Départ à la retraite',
      'Il ne sera donné à personne d’autre. Pour toute question, adressez-vous à votre gestionnaire.',
    ]);
  });

  it('about to be blocked', () => {
    expect(read({ template: 'idle-reminder', data: { lastDay: '2026-12-01', daysLeft: 7 } })).toEqual([
      'Votre code A000123 sera bloqué dans 7 jours',
      'Votre code A000123 n’a pas servi depuis un certain temps. La convention prévoit le blocage d’un code qui ne sert pas pendant 45 jours.',
      'Il suffit de vous connecter une fois, au plus tard le mardi 1er décembre 2026 :\nhttps://portail.example/connexion',
    ]);
    const lastCall = read({ template: 'idle-reminder', data: { lastDay: '2026-12-01', daysLeft: 0 } });
    expect(lastCall[0]).toBe('Votre code A000123 sera bloqué ce soir à minuit');
  });
});

describe('R14, article 4: passwords', () => {
  it('chosen', () => {
    expect(read({ template: 'password-changed', data: { at: '2026-11-23T09:05:00.000Z' } })).toEqual([
      'Le mot de passe de votre code A000123 a été choisi',
      'Un mot de passe a été choisi pour votre code A000123, le lundi 23 novembre 2026 à 10 h 05.',
      'Si ce n’était pas vous, prévenez la Caf sans attendre : elle peut bloquer ce code.',
    ]);
  });

  it('to be chosen anew', () => {
    expect(read({ template: 'password-change-required', data: { reason: 'Doute' } })).toEqual([
      'Un nouveau mot de passe est demandé pour votre code A000123',
      'La Caf vous demande de choisir un nouveau mot de passe pour votre code A000123. Motif : Doute',
      'Il vous sera demandé dès votre prochaine connexion :\nhttps://portail.example/connexion',
    ]);
  });
});

describe('R19: anomalies, whose particulars stay behind the sign-in', () => {
  const dueOn = '2026-12-08';
  const facts = `Les faits et le formulaire de réponse :\nhttps://portail.example/anomalies/${ID}`;

  it('notified', () => {
    const data = { anomalyId: ID, cafId: '595' };
    expect(read({ template: 'anomaly-notified', data })).toEqual([
      'Une anomalie vous est notifiée : une justification est attendue',
      'En contrôlant les connexions au portail, la Caf a relevé une anomalie qui vous concerne. Elle vous est notifiée ce jour, 23 novembre 2026.',
      'La convention (article 4) vous engage à donner vos justifications dans un délai de 15 jours : au plus tard le mardi 8 décembre 2026.',
      facts,
    ]);
  });

  it('notified before this mail leaves: its days are those that run already', () => {
    const days = { notifiedOn: '2026-11-20', dueOn: '2026-12-07' };
    const letter = read({ template: 'anomaly-notified', data: { anomalyId: ID, cafId: '595', ...days } });
    expect(letter[1]).toContain('Elle vous a été notifiée le 20 novembre 2026.');
    expect(letter[2]).toContain('au plus tard le lundi 7 décembre 2026.');
  });

  it('reminded', () => {
    expect(read({ template: 'justification-reminder', data: { anomalyId: ID, dueOn } })).toEqual([
      'Rappel : une justification est attendue le 8 décembre 2026',
      'Une anomalie vous a été notifiée, et votre justification n’est pas encore parvenue à la Caf. Elle est attendue au plus tard le mardi 8 décembre 2026.',
      facts,
    ]);
  });

  it('overdue, to the partner', () => {
    expect(read({ template: 'justification-overdue', data: { anomalyId: ID, dueOn } })).toEqual([
      'Le délai de justification est écoulé',
      'Votre justification était attendue au plus tard le mardi 8 décembre 2026. Elle n’est pas parvenue à la Caf, qui en a pris note.',
      'Vous pouvez encore la donner ; son retard sera noté.',
      facts,
    ]);
  });

  it('overdue, to the Caf', () => {
    expect(read({ template: 'justification-missing', data: { anomalyId: ID, dueOn } })).toEqual([
      'Justification non reçue',
      'Un partenaire n’a pas répondu à une anomalie : sa justification était due le 8 décembre 2026. La suite est à votre décision.',
      `L’anomalie :\nhttps://portail.example/anomalies/${ID}`,
    ]);
  });

  it.each([
    [0, 'Un partenaire a répondu à une anomalie, dans le délai.'],
    [1, 'Un partenaire a répondu à une anomalie, avec 1 jour de retard.'],
  ])('answered, %d days late', (daysLate, sentence) => {
    expect(read({ template: 'justification-received', data: { anomalyId: ID, daysLate } })).toEqual([
      'Une justification est à juger',
      sentence,
      `Sa justification :\nhttps://portail.example/anomalies/${ID}`,
    ]);
  });

  it.each([
    ['explained', 'votre justification suffit'],
    ['confirmed', 'l’anomalie est confirmée'],
    ['insufficient', 'les éléments reçus ne permettent pas de conclure'],
  ] as const)('judged: %s', (verdict, conclusion) => {
    expect(read({ template: 'verdict-given', data: { anomalyId: ID, verdict } })).toEqual([
      'La Caf a conclu sur une anomalie',
      `La Caf a examiné l’anomalie qui vous avait été notifiée. Sa conclusion : ${conclusion}.`,
      `Le commentaire de la Caf :\nhttps://portail.example/anomalies/${ID}`,
    ]);
  });
});

describe('R19: « Était-ce vous ? »', () => {
  it('the agent is told that there is a question, and nothing of the case', () => {
    expect(read({ template: 'agent-asked', data: { anomalyId: 'A', questionId: ID } })).toEqual([
      'Une question sur votre code attend votre réponse',
      'Votre gestionnaire vous demande si des connexions faites avec votre code sont de vous. Lui seul et la Caf liront votre réponse.',
      `La question, après vous être connecté :\nhttps://portail.example/questions/${ID}`,
      'Si vous pensez qu’une autre personne connaît votre mot de passe, signalez-le sans attendre : le portail bloque alors votre code.',
    ]);
  });

  it('the gestionnaire that there is an answer, and not which', () => {
    expect(read({ template: 'agent-answered', data: { anomalyId: ID } })).toEqual([
      'Un agent a répondu à votre question',
      'L’agent que vous avez interrogé au sujet d’une anomalie a répondu. Votre justification reste à donner à la Caf, si elle ne l’est pas encore.',
      `Sa réponse :\nhttps://portail.example/anomalies/${ID}`,
    ]);
  });
});

it('R19: a monthly report is there, of which nothing is told', () => {
  expect(read({ template: 'monthly-report', data: { month: '2026-08' } })).toEqual([
    'Un rapport mensuel de votre Caf est à votre disposition',
    'La Caf vous a adressé son rapport sur les anomalies de connexion notifiées en août 2026.',
    'Le télécharger :\nhttps://portail.example/rapports-mensuels',
  ]);
});

describe('R23: incidents, whose particulars stay behind the sign-in', () => {
  it('reported, to the Caf', () => {
    expect(read({ template: 'incident-reported', data: { incidentId: ID } })).toEqual([
      'Un incident de sécurité est signalé',
      'Un incident de sécurité est signalé à votre Caf. Les mesures à prendre sont à votre décision.',
      `L’incident :\nhttps://portail.example/incidents/${ID}`,
    ]);
  });

  it('closed, to the partner', () => {
    expect(read({ template: 'incident-closed', data: { incidentId: ID } })).toEqual([
      'La Caf a clos un incident de sécurité',
      'La Caf a traité l’incident de sécurité qui lui avait été signalé, et l’a clos.',
      `Sa conclusion :\nhttps://portail.example/incidents/${ID}`,
    ]);
  });
});

describe('R24: attestations and controls', () => {
  it('attestations that are due', () => {
    const missing = [
      { duty: 'antivirus', validUntil: '2026-12-01' },
      { duty: 'secrecy', validUntil: null },
    ] as const;
    expect(read({ template: 'attestations-due', data: { missing } })).toEqual([
      'Des attestations sont attendues par votre Caf',
      'La convention (article 4) vous confie des mesures de sécurité, que vous attestez chaque année. Sont attendues :\n- antivirus des postes : attesté jusqu’au 1er décembre 2026\n- secret professionnel : jamais attesté',
      'Pour les donner, avec une pièce s’il y en a une :\nhttps://portail.example/conformite',
    ]);
  });

  it('a control planned', () =>
    expect(read({ template: 'control-planned', data: { controlId: ID, plannedOn: '2026-12-01' } })).toEqual([
      'Un contrôle est prévu le 1er décembre 2026',
      'La convention (article 4) permet à la Caf de vérifier ce qui lui paraît utile. Elle a prévu un contrôle le mardi 1er décembre 2026.',
      `Ce qui sera vérifié, et par qui :\nhttps://portail.example/conformite/controles/${ID}`,
    ]));

  it('a control cancelled', () =>
    expect(read({ template: 'control-cancelled', data: { controlId: ID } })).toEqual([
      'Un contrôle est annulé',
      'La Caf a annulé un contrôle qu’elle avait prévu chez vous.',
      `Le motif :\nhttps://portail.example/conformite/controles/${ID}`,
    ]));

  it('a control concluded, with what was agreed or not', () => {
    expect(read({ template: 'control-concluded', data: { controlId: ID, dueOn: '2026-12-01' } })).toEqual([
      'La Caf a conclu un contrôle',
      'La Caf a conclu un contrôle mené chez vous. Les mesures convenues sont attendues au plus tard le mardi 1er décembre 2026.',
      `Ses constats :\nhttps://portail.example/conformite/controles/${ID}`,
    ]);
    expect(read({ template: 'control-concluded', data: { controlId: ID, dueOn: null } })[1]).toBe(
      'La Caf a conclu un contrôle mené chez vous.',
    );
  });
});

describe('An access review', () => {
  it('opened', () =>
    expect(
      read({ template: 'access-review-opened', data: { reviewId: ID, dueOn: '2026-12-01', persons: 2 } }),
    ).toEqual([
      'La revue annuelle des habilitations est ouverte',
      'Votre Caf vous demande de revoir qui a accès au portail : 2 personnes. Pour chacune, confirmez qu’elle est toujours en fonction, avec les mêmes profils, ou déclarez ce qui a changé.',
      `Votre réponse est attendue au plus tard le mardi 1er décembre 2026 :\nhttps://portail.example/revues/${ID}`,
    ]));

  it('that waits, before its due day and after', () => {
    const reminder = (dueOn: string, waiting: number) =>
      read({ template: 'access-review-reminder', data: { reviewId: ID, dueOn, waiting } });
    expect(reminder('2026-12-01', 1)).toEqual([
      'Rappel : la revue des habilitations est attendue le 1er décembre 2026',
      '1 personne de votre organisme attend encore une confirmation, ou la déclaration de ce qui a changé.',
      `Votre réponse est attendue au plus tard le mardi 1er décembre 2026 :\nhttps://portail.example/revues/${ID}`,
    ]);
    expect(reminder('2026-11-02', 3)).toEqual([
      'La revue des habilitations est en retard',
      '3 personnes de votre organisme attendent encore une confirmation, ou la déclaration de ce qui a changé.',
      `Votre réponse était attendue au plus tard le lundi 2 novembre 2026 :\nhttps://portail.example/revues/${ID}`,
    ]);
  });
});

it('R20: a departure is declared, in time or late by so many days', () => {
  expect(read({ template: 'departure-declared', data: { daysLate: 0 } })).toEqual([
    'Un départ est déclaré',
    'Un gestionnaire a déclaré un départ, un changement ou une absence, dans le délai de la convention (article 4).',
    'Les habilitations concernées ont pris fin. La déclaration :\nhttps://portail.example/departs',
  ]);
  expect(read({ template: 'departure-declared', data: { daysLate: 3 } })[1]).toContain(
    'avec 3 jours de retard sur les 15 jours de la convention',
  );
});

describe('R11: habilitations', () => {
  it('requested', () => {
    const data = { profile: 'financial', reference: 'PE-2026-12' } as const;
    expect(read({ template: 'habilitation-requested', data })).toEqual([
      'Une habilitation est demandée',
      'Un gestionnaire demande une habilitation pour le profil fournisseur de données financières, par son courrier PE-2026-12.',
      'La demande à instruire :\nhttps://portail.example/habilitations',
    ]);
  });

  it('granted', () => {
    const data = { profile: 'approver', from: '2026-11-22T23:30:00.000Z' } as const;
    expect(read({ template: 'habilitation-granted', data })).toEqual([
      'Une habilitation est accordée',
      'La Caf a accordé une habilitation que vous aviez demandée, pour le profil approbateur. Elle a effet depuis le 23 novembre 2026.',
      'L’annexe à jour :\nhttps://portail.example/annexe',
    ]);
  });

  it('granted for a time', () => {
    const data = { profile: 'activity', from: '2026-11-22T23:30:00.000Z', lastDay: '2026-12-24' } as const;
    expect(read({ template: 'habilitation-granted', data })[1]).toBe(
      'La Caf a accordé une habilitation que vous aviez demandée, pour le profil fournisseur de données d’activité. Elle a effet depuis le 23 novembre 2026, et prend fin d’elle-même à la fin du 24 décembre 2026.',
    );
  });

  it('R6: about to end, with who has the profiles again, whom it does not name', () => {
    const data = { lastDay: '2026-12-24', habilitations: 3, returning: 2 };
    expect(read({ template: 'habilitations-ending', data })).toEqual([
      '3 habilitations à durée limitée jusqu’au 24 décembre 2026',
      '3 habilitations à durée limitée prennent fin le jeudi 24 décembre 2026, dernier jour compris.',
      '2 profils reviennent alors à la personne qui le tenait, sans autre demande. 1 profil sera vacant.',
      'Qui tient quel profil jusque-là, et qui le retrouve :\nhttps://portail.example/habilitations?state=limited&sort=lastDay',
      'Pour une durée plus longue, adressez une demande à la Caf avant cette date :\nhttps://portail.example/demandes',
    ]);
    const one = { lastDay: '2026-12-24', habilitations: 1, returning: 1 };
    expect(read({ template: 'habilitations-ending', data: one })[2]).toBe(
      '1 profil revient alors à la personne qui le tenait, sans autre demande.',
    );
  });

  it('refused', () => {
    expect(read({ template: 'habilitation-refused', data: { reason: 'Pièce illisible' } })).toEqual([
      'Une demande d’habilitation est refusée',
      'La Caf a refusé une habilitation que vous aviez demandée. Motif : Pièce illisible',
      'Vos demandes :\nhttps://portail.example/habilitations',
    ]);
  });
});
