import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { readTemplates } from './readTemplates';
import { requestUserToken } from './requestUserToken';

const LOCATION =
  'infra-ai:@infra-ai/backstage-plugin-catalog-backend-module-infra-ai';

/** Brings the templates of this package into the catalog, so that an adopter has no location to configure. */
export class TemplateProvider implements EntityProvider {
  readonly #folder: string;
  readonly #requireUserToken: boolean;

  /** @param options - `requireUserToken` makes the wizard ask the person to sign in to GitHub */
  constructor(options: { folder: string; requireUserToken: boolean }) {
    this.#folder = options.folder;
    this.#requireUserToken = options.requireUserToken;
  }

  getProviderName(): string {
    return 'infra-ai-templates';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const templates = await readTemplates(this.#folder, LOCATION);
    const entities = this.#requireUserToken
      ? templates.map(requestUserToken)
      : templates;
    await connection.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({
        entity,
        locationKey: this.getProviderName(),
      })),
    });
  }
}
