import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { pickRepositories } from './pickRepositories';
import { readTemplates } from './readTemplates';

const LOCATION =
  'infra-ai:@infra-ai/backstage-plugin-catalog-backend-module-infra-ai';

/** Brings the templates of this package into the catalog, so that an adopter has no location to configure. */
export class TemplateProvider implements EntityProvider {
  readonly #folder: string;
  readonly #repositories: { hosts: string[]; requireUserToken: boolean };

  /**
   * @param options - `hosts` are the GitHub hosts that people may publish to, the first one chosen to begin with;
   * `requireUserToken` makes the wizard ask the person to sign in to GitHub
   */
  constructor(options: {
    folder: string;
    hosts: string[];
    requireUserToken: boolean;
  }) {
    const { folder, ...repositories } = options;
    this.#folder = folder;
    this.#repositories = repositories;
  }

  getProviderName(): string {
    return 'infra-ai-templates';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const templates = await readTemplates(this.#folder, LOCATION);
    const entities = templates.map(template =>
      pickRepositories(template, this.#repositories),
    );
    await connection.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({
        entity,
        locationKey: this.getProviderName(),
      })),
    });
  }
}
