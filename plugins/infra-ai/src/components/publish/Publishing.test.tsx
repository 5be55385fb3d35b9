import { parseEntityRef, type Entity } from '@backstage/catalog-model';
import type { AlphaEntity } from '@backstage/catalog-model/alpha';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeInfraAiApi } from '../../__testUtils__';
import { fakeScaffolder } from '../../__testUtils__/fakeScaffolder';
import { renderPage } from '../../__testUtils__/renderPage';

async function analyzed(api = new FakeInfraAiApi()) {
  const { id } = await api.processText({ description: 'A web shop' });
  return { api, path: `/infra-ai/analyses/${id}`, id };
}

/** A button that can be pressed: until permissions are known, it cannot. */
async function button(name: string) {
  const found = await screen.findByRole('button', { name });
  await waitFor(() => expect(found).toBeEnabled());
  return found;
}

function entityOf(ref: string): Entity {
  const { kind, namespace, name } = parseEntityRef(ref);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { namespace, name },
  };
}

async function checkbox(name: string) {
  return screen.findByRole('checkbox', { name });
}

describe('Publishing', () => {
  it('publishes with the chosen owner, name and visibility and links to the result', async () => {
    const user = userEvent.setup();
    const { api, path } = await analyzed();
    renderPage({ api, path });

    await user.click(await button('Publish'));
    const dialog = await screen.findByRole('dialog');
    const name = await within(dialog).findByRole('textbox', {
      name: /Repository name/,
    });
    expect(name).toHaveValue('web-shop');
    await user.clear(name);
    await user.type(name, 'corner-shop');
    await user.click(within(dialog).getByRole('radio', { name: /Public/ }));
    expect(
      await within(dialog).findByText('acme/corner-shop will be created'),
    ).toBeVisible();
    await user.click(
      within(dialog).getByRole('button', { name: 'Create repository' }),
    );

    expect(
      await screen.findByText('Published to acme/corner-shop'),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Open the repository' }),
    ).toHaveAttribute('href', 'https://github.com/acme/corner-shop');
    expect(
      screen.getByRole('link', { name: /web-shop-shop-service/ }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/web-shop-shop-service',
    );
    expect(api.published).toEqual([
      {
        owner: 'acme',
        repo: 'corner-shop',
        visibility: 'public',
        createOnly: true,
      },
    ]);
  });

  it('refuses a name that GitHub would refuse', async () => {
    const user = userEvent.setup();
    const { api, path } = await analyzed();
    renderPage({ api, path });
    await user.click(await button('Publish'));
    const name = await screen.findByRole('textbox', {
      name: /Repository name/,
    });
    await user.clear(name);
    await user.type(name, 'two words');
    expect(await screen.findByText(/Use 1 to 100 letters/)).toBeVisible();
    const dialog = screen.getByRole('dialog');
    expect(
      within(dialog).getByRole('button', { name: 'Publish' }),
    ).toBeDisabled();
  });

  it('tells whether the name is free as one types, and opens no pull request unasked', async () => {
    const user = userEvent.setup();
    const { api, path } = await analyzed();
    api.repositories.outdated.add('acme/web-shop');
    renderPage({ api, path });
    await user.click(await button('Publish'));
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText('acme/web-shop is taken.'),
    ).toBeVisible();
    expect(
      within(dialog).getByRole('link', { name: 'Look at it' }),
    ).toHaveAttribute('href', 'https://github.com/acme/web-shop');
    expect(
      within(dialog).getByRole('button', { name: 'Publish' }),
    ).toBeDisabled();

    const wanted = await checkbox('Open a pull request to it instead');
    await user.click(wanted);
    expect(
      await within(dialog).findByText(
        'acme/web-shop exists and gets a pull request.',
      ),
    ).toBeVisible();
    expect(await button('Open pull request')).toBeEnabled();
    await user.click(wanted);
    expect(
      within(dialog).getByRole('button', { name: 'Publish' }),
    ).toBeDisabled();

    await user.type(
      within(dialog).getByRole('textbox', { name: /Repository name/ }),
      '-2',
    );
    expect(
      await within(dialog).findByText('acme/web-shop-2 is free.'),
    ).toBeVisible();
    expect(await button('Create repository')).toBeEnabled();
    expect(api.published).toEqual([]);
  });

  it('says so when GitHub cannot be asked about the name, and asks again', async () => {
    const user = userEvent.setup();
    const { api, path } = await analyzed();
    api.refuse.checkRepository = {
      status: 503,
      name: 'ServiceUnavailableError',
      message: 'github.com cannot be reached',
    };
    renderPage({ api, path, language: 'es' });
    await user.click(await button('Publicar'));
    expect(
      await screen.findByText(
        'No se pudo consultar acme/web-shop en GitHub. github.com cannot be reached',
      ),
    ).toBeVisible();
    delete api.refuse.checkRepository;
    await user.click(await button('Comprobar de nuevo'));
    expect(await screen.findByText('acme/web-shop está libre.')).toBeVisible();
  });

  it('keeps the form when the request is refused', async () => {
    const user = userEvent.setup();
    const { api, path } = await analyzed();
    renderPage({ api, path });
    await user.click(await button('Publish'));
    const name = await screen.findByRole('textbox', {
      name: /Repository name/,
    });
    await user.type(name, '-two');
    const submit = await button('Create repository');
    api.refuse.publish = {
      status: 404,
      name: 'NotFoundError',
      message: 'There is no owner "acme" on github.com',
      hint: 'Check the spelling of the owner',
    };
    await user.click(submit);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('There is no owner "acme" on github.com');
    expect(alert).toHaveTextContent('Check the spelling of the owner');
    expect(name).toHaveValue('web-shop-two');
  });

  it('shows why a publication failed and publishes on a retry', async () => {
    const user = userEvent.setup();
    const { api, path } = await analyzed();
    api.publicationProblem = {
      name: 'ConflictError',
      message: 'acme/web-shop exists already',
      hint: 'Choose another name',
    };
    renderPage({ api, path });
    await user.click(await button('Publish'));
    await user.click(await button('Create repository'));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('acme/web-shop exists already');
    expect(alert).toHaveTextContent('Choose another name');
    expect(
      await screen.findByText(
        'GitHub: nothing is left of acme/web-shop. A retry starts anew.',
      ),
    ).toBeVisible();

    api.publicationProblem = undefined;
    await user.click(await button('Try again'));
    expect(await screen.findByText('Published to acme/web-shop')).toBeVisible();
    expect(api.published).toHaveLength(2);
    expect(await screen.findByText('Earlier publications')).toBeVisible();
  });

  it('shows what a failed publication left at GitHub and in the catalog, with what the catalog says is wrong', async () => {
    const { api, path, id } = await analyzed();
    api.publicationProblem = { name: 'NotFoundError', message: 'Not in time' };
    await api.publish(id, { owner: 'acme', repo: 'web-shop' });
    await waitFor(async () =>
      expect((await api.getAnalysis(id)).publications[0].state).toBe('failed'),
    );
    api.repositories.current.add('acme/web-shop');
    const service = (await api.getFiles(id)).entityRefs.find(ref =>
      ref.endsWith('shop-service'),
    )!;
    renderPage({
      api,
      path,
      entities: [
        {
          ...entityOf(service),
          status: {
            items: [
              {
                type: 'backstage.io/catalog-processing',
                level: 'error',
                message: 'InputError: spec.owner is missing',
              },
            ],
          },
        } as AlphaEntity,
      ],
    });
    expect(await screen.findByText(/acme\/web-shop is there/)).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Open the repository' }),
    ).toHaveAttribute('href', 'https://github.com/acme/web-shop');
    expect(
      await screen.findByText('InputError: spec.owner is missing'),
    ).toBeVisible();
    expect(screen.getAllByText('not in the catalog yet')).not.toHaveLength(0);
  });

  it('follows the steps of the scaffolder task with their log', async () => {
    const user = userEvent.setup();
    const { api, path } = await analyzed(new FakeInfraAiApi({ stepTime: 300 }));
    api.taskId = 'task-1';
    const scaffolder = fakeScaffolder();
    renderPage({ api, path, scaffolder });
    await user.click(await button('Publish'));
    await user.click(await button('Create repository'));

    const steps = await screen.findByRole('list', { name: 'Steps' });
    expect(within(steps).getByText('Write the files')).toBeVisible();
    scaffolder.log('files', 'processing', 'Writing 2 files');
    expect(await within(steps).findByText('running')).toBeVisible();
    scaffolder.log('files', 'completed', 'Done');
    expect(await within(steps).findByText('done')).toBeVisible();
    expect(
      within(steps).getByRole('button', { name: /Write the files/ }),
    ).toBeInTheDocument();
  });

  it('gives up a publication that hangs', async () => {
    const user = userEvent.setup();
    const { api, path, id } = await analyzed();
    api.analyses.get(id)!.publications = [
      {
        id: 'hanging',
        state: 'running',
        owner: 'acme',
        repo: 'gone',
        visibility: 'private',
        dryRun: false,
        createOnly: true,
        taskId: 'task-1',
        entityRefs: [],
        createdBy: 'user:default/guest',
        createdAt: new Date().toISOString(),
      },
    ];
    renderPage({ api, path });
    await user.click(await button('Cancel the publication'));
    expect(
      await screen.findByText('Publishing to acme/gone failed'),
    ).toBeVisible();
    expect(screen.getByText(/was cancelled/)).toBeVisible();
    expect(await button('Try again')).toBeVisible();
  });

  it('restores a publication from the address alone', async () => {
    const { api, path, id } = await analyzed();
    await api.publish(id, { owner: 'guest', repo: 'old-shop' });
    await waitFor(async () =>
      expect((await api.getAnalysis(id)).publications[0].state).toBe(
        'completed',
      ),
    );
    renderPage({ api, path });
    expect(
      await screen.findByText('Published to guest/old-shop'),
    ).toBeVisible();
  });

  it('shows what an update changes, opens a pull request and follows it to the catalog', async () => {
    const user = userEvent.setup();
    const { api, path, id } = await analyzed();
    api.repositories.outdated.add('acme/web-shop');
    renderPage({ api, path });
    await user.click(await button('Publish'));
    const dialog = await screen.findByRole('dialog');
    await user.click(await checkbox('Open a pull request to it instead'));
    expect(
      await within(dialog).findByText(/a pull request will be opened/),
    ).toBeVisible();
    expect(within(dialog).getByText('1 added')).toBeVisible();
    expect(within(dialog).getByText('metadata.description')).toBeVisible();
    expect(within(dialog).getByText('was “Old gateway”')).toBeVisible();
    expect(
      within(dialog).getByText('1 no longer found, left in place'),
    ).toBeVisible();
    expect(
      within(dialog).getByText(/README.md was changed by hand/),
    ).toBeVisible();
    await user.click(within(dialog).getByText('catalog-info.yaml'));
    expect(
      within(dialog).getByLabelText('Changes of catalog-info.yaml'),
    ).toHaveTextContent('- description: Takes bookings');
    expect(
      within(dialog).getByRole('radio', { name: /Private/ }),
    ).toBeDisabled();

    await user.click(
      within(dialog).getByRole('switch', {
        name: 'Also remove what is no longer found',
      }),
    );
    expect(await within(dialog).findByText('1 removed')).toBeVisible();
    await user.click(await button('Open pull request'));

    expect(
      await screen.findByText('Pull request #12 is open in acme/web-shop'),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Open the pull request' }),
    ).toHaveAttribute('href', 'https://github.com/acme/web-shop/pull/12');
    expect(screen.getByText('Pull request open')).toBeVisible();
    expect(
      screen.queryByRole('link', { name: /web-shop-shop-service/ }),
    ).not.toBeInTheDocument();
    expect(api.published).toEqual([
      expect.objectContaining({ removeMissing: true }),
    ]);

    api.endPullRequest(id, 'merged');
    expect(
      await screen.findByText('Pull request #12 was merged into acme/web-shop'),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: /web-shop-shop-service/ }),
    ).toBeVisible();
    // Edited since, it can be published once more.
    expect(await button('Publish changes')).toBeEnabled();
  });

  it('tells in Spanish that the name was taken in between', async () => {
    const { api, path, id } = await analyzed();
    api.repositories.outdated.add('acme/web-shop');
    await api.publish(id, {
      owner: 'acme',
      repo: 'web-shop',
      createOnly: true,
    });
    await waitFor(async () =>
      expect((await api.getAnalysis(id)).publications[0].state).toBe('failed'),
    );
    renderPage({ api, path, language: 'es' });
    expect(
      await screen.findByText(/El nombre se ocupó entretanto/),
    ).toBeVisible();
  });

  it('offers a copy to who may only read', async () => {
    const { api, path, id } = await analyzed();
    api.analyses.get(id)!.allowed = { update: false, publish: false };
    renderPage({ api, path });
    expect(await screen.findByText(/may read this analysis/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Publish' })).toBeDisabled();
  });

  it('opens no pull request unasked when the name was taken in between', async () => {
    const user = userEvent.setup();
    const { api, path } = await analyzed();
    renderPage({ api, path });
    await user.click(await button('Publish'));
    const submit = await button('Create repository');
    api.repositories.outdated.add('acme/web-shop');
    await user.click(submit);

    expect(await screen.findByText(/was taken in between/)).toBeVisible();
    expect(api.published).toEqual([
      expect.objectContaining({ repo: 'web-shop', createOnly: true }),
    ]);
    await user.click(await button('Change the settings'));
    expect(
      await checkbox('Open a pull request to it instead'),
    ).not.toBeChecked();
  });

  it('tells that a pull request was closed without a merge', async () => {
    const { api, path, id } = await analyzed();
    api.repositories.outdated.add('acme/web-shop');
    await api.publish(id, { owner: 'acme', repo: 'web-shop' });
    await waitFor(async () =>
      expect((await api.getAnalysis(id)).publications[0].state).toBe(
        'completed',
      ),
    );
    api.endPullRequest(id, 'closed');
    renderPage({ api, path });
    expect(await screen.findByText(/closed without a merge/)).toBeVisible();
    expect(await button('Publish changes')).toBeEnabled();
  });

  it('has nothing to publish where nothing differs', async () => {
    const user = userEvent.setup();
    const { api, path } = await analyzed();
    api.repositories.current.add('acme/web-shop');
    renderPage({ api, path });
    await user.click(await button('Publish'));
    await user.click(await checkbox('Open a pull request to it instead'));
    expect(await screen.findByText('Nothing differs')).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Nothing to publish' }),
    ).toBeDisabled();
    expect(api.published).toEqual([]);
  });

  it('says why the target could not be checked and checks again', async () => {
    const user = userEvent.setup();
    const { api, path } = await analyzed();
    api.refuse.publish = {
      status: 503,
      name: 'ServiceUnavailableError',
      message: 'github.com does not answer',
    };
    renderPage({ api, path });
    await user.click(await button('Publish'));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'github.com does not answer',
    );
    delete api.refuse.publish;
    await user.click(await button('Check again'));
    expect(await button('Create repository')).toBeEnabled();
    expect(api.published).toEqual([]);
  });
});
