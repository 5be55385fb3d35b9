import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

/**
 * A second person for the trial, beside the guest: signs anybody in as `user:default/viewer`, so that one can see what a
 * member of the group `viewers` sees. As the guest it asks for no proof, so it is there in development only, and only with
 * `auth.providers.viewer` in the configuration, which `app-config.sandbox.yaml` alone has.
 */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'viewer-provider',
  register(reg) {
    reg.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        if (process.env.NODE_ENV !== 'development') {
          return;
        }
        providers.registerProvider({
          providerId: 'viewer',
          factory: createProxyAuthProviderFactory({
            authenticator: createProxyAuthenticator({
              defaultProfileTransform: async () => ({ profile: {} }),
              initialize() {},
              async authenticate() {
                return { result: {} };
              },
            }),
            signInResolver: async (_, context) =>
              context.signInWithCatalogUser({
                entityRef: 'user:default/viewer',
              }),
          }),
        });
      },
    });
  },
});
