import type { Page } from 'playwright-core';
import { signInDenialToken } from '#accounts';
import { policy } from '#platform';
import { describeInBrowser, violations } from '../support/browser.ts';
import {
  choose,
  fillSignIn,
  isWellMadeEverywhere,
  openDialog,
  PortalInBrowser,
  send,
  settled,
} from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';

describeInBrowser('Sessions that one can see, in a real browser', () => {
  const clock = new TestClock(new Date().toISOString());
  let portal: PortalInBrowser;
  let agent: string;
  let security: string;
  let other: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open({}, clock);
    const register = new SmallRegister(portal.register.services);
    await register.convention();
    agent = await register.activate(await register.agent('Camille', 'Martin', 'activity'));
    other = await register.activate(await register.agent('Alex', 'Petit', 'financial'));
    security = await register.activate(await register.staff('caf-security', 'Olivier Prévost'));
  });
  beforeEach(() => {
    portal.failures.length = 0;
  });
  afterAll(() => portal?.close());

  /** Time passes, for the server and for the page. */
  const pass = async (page: Page, minutes: number) => {
    clock.advance({ minutes });
    await page.clock.fastForward(minutes * 60_000);
  };
  /** With a clock of the test’s own. */
  const signIn = async (userCode: string) => {
    const page = await portal.visit('/connexion');
    await page.clock.install();
    await fillSignIn(page, userCode, PASSWORD);
    await page.getByRole('navigation').first().waitFor();
    await settled(page);
    return page;
  };

  it('are shared by the tabs of a browser: who signs out in one is gone from the others', async () => {
    const page = await portal.signIn(security, PASSWORD);
    const tab = await page.context().newPage();
    await tab.goto(`${portal.register.url}/codes`);
    await tab.getByRole('heading', { level: 1, name: 'Codes utilisateur' }).waitFor();
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await tab.getByRole('button', { name: 'Se connecter' }).waitFor();
    expect(await tab.getByText('PRÉVOST Olivier').count()).toBe(0);
  });

  it('tells that a session is about to end, and lets it go on, until it has lasted as long as one may', async () => {
    const { idleMinutes, wholeHours } = policy.sessionBounds['caf-security'];
    const page = await signIn(security);
    await pass(page, idleMinutes - 4);
    const dialog = page.getByRole('dialog', { name: 'Êtes-vous toujours là ?' });
    await dialog.getByText(/Votre session prend fin dans 4.minutes/).waitFor();
    expect(await violations(page)).toEqual([]);
    await isWellMadeEverywhere(page);
    const answered = page.waitForResponse((response) => response.url().endsWith('/api/session/end'));
    await dialog.getByRole('button', { name: 'Rester connecté' }).click();
    await answered;
    await dialog.waitFor({ state: 'detached' });

    const read = () => page.evaluate(`fetch('/api/session/end').then(({ status }) => status)`);
    let left = wholeHours * 60 - (idleMinutes - 4);
    // Used often enough, so that the page has nothing to tell before.
    for (const step = 8; left > step; left -= step) {
      await pass(page, step);
      expect(await read()).toBe(200);
    }
    await pass(page, left - 2);
    const last = page.getByRole('dialog', { name: 'Votre session va prendre fin' });
    await last.getByText(/prend fin dans/).waitFor();
    expect(await violations(page)).toEqual([]);
    await last.getByRole('button', { name: 'J’ai compris' }).click();
    await last.waitFor({ state: 'detached' });
    expect(portal.failures).toEqual([]);
    await pass(page, 3);
    await page.getByRole('heading', { level: 1, name: 'Se connecter' }).waitFor();
  });

  it('whoever says that a sign-in was not theirs, by the link of the mail, has their code blocked', async () => {
    await portal.signIn(other, PASSWORD);
    await portal.signIn(other, PASSWORD);
    const { store, config } = portal.register.engines;
    const [used] = await store.readStream(`browsers-${other}`);
    const { sessionId } = used!.data as { sessionId: string };
    const page = await portal.visit(`/pas-moi#/${signInDenialToken(config.secret, other, sessionId)}`);
    await isWellMadeEverywhere(page);
    await page.getByRole('button', { name: 'Bloquer mon code' }).click();
    await page.getByText('C’est fait : votre code est bloqué.').waitFor();
    await isWellMadeEverywhere(page);
    expect(portal.failures).toEqual([]);

    const invented = await portal.visit('/pas-moi/jeton');
    await invented.getByRole('button', { name: 'Bloquer mon code' }).click();
    await invented.getByText('Ce lien n’est plus valable.').waitFor();
    await isWellMadeEverywhere(invented);
  });

  it('an agent ends one session elsewhere, and the security of the Caf all that are left', async () => {
    const elsewhere = await portal.signIn(agent, PASSWORD);
    const page = await portal.signIn(agent, PASSWORD);
    await page.goto(`${portal.register.url}/mon-acces`);
    await settled(page);
    const ending = await openDialog(page, page.getByRole('button', { name: /^Mettre fin\s: session/ }));
    await send(ending, 'Mettre fin à la session', 'La session a pris fin.');
    await page.getByRole('button', { name: /^Mettre fin\s: session/ }).waitFor({ state: 'detached' });
    await isWellMadeEverywhere(page);
    expect(portal.failures).toEqual([]);
    await elsewhere.goto(`${portal.register.url}/mon-acces`);
    await elsewhere.getByRole('heading', { level: 1, name: 'Se connecter' }).waitFor();

    const officer = await portal.signIn(security, PASSWORD);
    await choose(officer, 'Codes utilisateur');
    await officer.getByRole('link', { name: agent }).click();
    await settled(officer);
    const all = await openDialog(
      officer,
      officer.getByRole('button', { name: 'Mettre fin à toutes les sessions' }),
    );
    await all.getByLabel('Motif').fill('Poste laissé ouvert');
    await send(all, 'Mettre fin à toutes les sessions', 'Les sessions ont pris fin.');
    await officer.getByText('Aucune session n’est ouverte en ce moment.').waitFor();
  });
});
