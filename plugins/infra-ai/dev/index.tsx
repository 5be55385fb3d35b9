import '@backstage/cli/asset-types';
// This entry is an app of its own, and an app brings the design system's styles.
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend
import '@backstage/ui/css/styles.css';
import { ConfigReader } from '@backstage/core-app-api';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import ReactDOM from 'react-dom/client';
import infraAiPlugin, { infraAiApiRef } from '../src';
import { createDevApi } from './devApi';

/** The page over an API in memory, for work on the page alone: `yarn start` in this folder. */
const devModule = createFrontendModule({
  pluginId: 'infra-ai',
  extensions: [
    ApiBlueprint.make({
      params: define =>
        define({
          api: infraAiApiRef,
          deps: {},
          factory: createDevApi,
        }),
    }),
  ],
});

const config = new ConfigReader({
  app: {
    title: 'Infrastructure AI',
    baseUrl: window.location.origin,
    extensions: [
      { 'sign-in-page:app': false },
      {
        'api:app/app-language': {
          config: { availableLanguages: ['en', 'es'], defaultLanguage: 'en' },
        },
      },
    ],
  },
  backend: { baseUrl: window.location.origin },
});

const app = createApp({
  features: [infraAiPlugin, devModule, catalogPlugin, userSettingsPlugin],
  advanced: { configLoader: async () => ({ config }) },
});

ReactDOM.createRoot(document.getElementById('root')!).render(app.createRoot());
