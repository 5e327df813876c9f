import { describeInBrowser } from '../support/browser.ts';
import { choose, isWellMade, openDialog, PortalInBrowser, send } from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';

describeInBrowser('the job board, in a real browser', () => {
  let portal: PortalInBrowser;
  let security: string;
  let officer: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    const register = new SmallRegister(portal.register.services);
    security = await register.activate(await register.staff('caf-security', 'Olivier Prévost'));
    officer = await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand'));
  });

  beforeEach(() => {
    portal.failures.length = 0;
  });

  afterAll(() => portal?.close());

  it('a security officer sees what failed, has a job run now, and reads what it did', async () => {
    await portal.register.engines.database.query(
      `INSERT INTO jobs.runs (run, share, shares, name, started_at, ended_at, outcome, reason, attempts)
         VALUES (gen_random_uuid(), 0, 1, 'convention-terms', now(), now(), 'failed', 'DatabaseError 57014', 4)`,
    );
    const page = await portal.signIn(security, PASSWORD);
    await choose(page, 'Tâches périodiques');
    await isWellMade(page);
    await page.getByRole('row', { name: /DatabaseError 57014/ }).waitFor();

    const row = page.getByRole('row', { name: /Effacement des sessions/ });
    await row.getByText('chaque heure, à la minute').waitFor();
    const dialog = await openDialog(page, row.getByRole('button', { name: 'Exécuter maintenant' }));
    // Kept from ending before anybody has read that it was asked for.
    await portal.register.engines.database.transaction(async (sql) => {
      await sql.query('LOCK TABLE sign_in.sessions IN SHARE MODE');
      await send(dialog, 'Exécuter', 'La tâche est demandée ; son résultat s’affichera ici.');
    });
    await page
      .getByRole('status')
      .getByText(/«.Effacement des sessions.» est terminée. effacées.:.0/)
      .waitFor();
    await row.getByText('Réussie').waitFor();

    await row.getByRole('link', { name: 'Effacement des sessions' }).click();
    await page.getByRole('heading', { level: 1, name: /Effacement des sessions/ }).waitFor();
    await page
      .getByRole('row', { name: /Réussie/ })
      .first()
      .waitFor();
    await isWellMade(page);
    expect(portal.failures).toEqual([]);
  });

  it('no other officer is offered it, nor let in', async () => {
    const page = await portal.signIn(officer, PASSWORD);
    const menu = page.getByRole('navigation').first();
    expect(await menu.getByRole('link', { name: 'Tâches périodiques' }).count()).toBe(0);
    const elsewhere = await page.context().newPage();
    await elsewhere.goto(new URL('/taches-periodiques', page.url()).href);
    await elsewhere.getByRole('heading', { level: 1 }).waitFor();
    expect(await elsewhere.getByRole('table').count()).toBe(0);
  });
});
