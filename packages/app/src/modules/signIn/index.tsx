import {
  configApiRef,
  createFrontendModule,
  githubAuthApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { SignInPage } from '@backstage/core-components';
import {
  SignInPageBlueprint,
  type SignInPageProps,
} from '@backstage/plugin-app-react';

const github = {
  id: 'github-auth-provider',
  title: 'GitHub',
  message: 'Sign in with your GitHub account',
  apiRef: githubAuthApiRef,
};

/** A portal with GitHub sign-in configured offers that and no guest; the trial has neither account nor key. */
function ConfiguredSignInPage(props: SignInPageProps) {
  const withGitHub = useApi(configApiRef).has('auth.providers.github');
  return (
    <SignInPage {...props} providers={withGitHub ? [github] : ['guest']} />
  );
}

export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SignInPageBlueprint.make({
      params: { loader: async () => ConfiguredSignInPage },
    }),
  ],
});
