import { describeInBrowser } from '../support/browser.ts';
import { isWellMade, openDialog, PortalInBrowser, send } from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';

describeInBrowser('a renewal, in a real browser', () => {
  let portal: PortalInBrowser;
  let id: string;
  let officer: string;
  let correspondent: string;

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    const register = new SmallRegister(portal.register.services);
    id = await register.convention();
    officer = await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand'));
    correspondent = await register.activate(await register.staff('gestionnaire', 'Sophie Lemaire'));
  });

  afterAll(() => portal?.close());

  it('R4: the Caf proposes another last day, and each party signs it', async () => {
    const caf = await portal.signIn(officer, PASSWORD);
    await caf.goto(`${portal.register.url}/conventions/${id}`);
    const proposing = await openDialog(caf, caf.getByRole('button', { name: 'Proposer le renouvellement' }));
    await send(proposing, 'Proposer', 'Le renouvellement est proposé');
    await caf.getByText('Proposé jusqu’au 31 décembre').waitFor();
    await isWellMade(caf);

    const town = await portal.signIn(correspondent, PASSWORD);
    await town.getByRole('link', { name: /^Renouvellement à signer/ }).click();
    // Exact: the task that led here has a heading of its own.
    await town.getByRole('heading', { name: 'Renouvellement', exact: true }).waitFor();
    for (const page of [town, caf]) {
      // Nobody signs what has changed since it was read.
      await page.reload();
      const signing = await openDialog(page, page.getByRole('button', { name: 'Signer le renouvellement' }));
      await signing.getByLabel('Signataire').fill('Rudy Elgeest');
      await signing.getByLabel('Qualité').fill('Le Maire');
      await send(signing, 'Signer', 'Le renouvellement est signé pour votre partie.');
    }
    await caf.getByText('Renouvelée du 31 décembre').waitFor();
    await isWellMade(caf);
    expect(portal.failures).toEqual([]);
  });
});
