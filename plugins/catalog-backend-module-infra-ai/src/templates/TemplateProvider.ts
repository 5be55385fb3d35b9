import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { readTemplates } from './readTemplates';

const LOCATION =
  'infra-ai:@infra-ai/backstage-plugin-catalog-backend-module-infra-ai';

/** Brings the templates of this package into the catalog, so that an adopter has no location to configure. */
export class TemplateProvider implements EntityProvider {
  readonly #folder: string;

  constructor(options: { folder: string }) {
    this.#folder = options.folder;
  }

  getProviderName(): string {
    return 'infra-ai-templates';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const entities = await readTemplates(this.#folder, LOCATION);
    await connection.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({
        entity,
        locationKey: this.getProviderName(),
      })),
    });
  }
}
