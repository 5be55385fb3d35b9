import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { ViewersDoNotPublish } from './ViewersDoNotPublish';

/** The portal's policy. Yours decides what your people may do: put it in this one's place. */
export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'viewers-do-not-publish',
  register(reg) {
    reg.registerInit({
      deps: {
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ policy, userInfo }) {
        policy.setPolicy(new ViewersDoNotPublish({ userInfo }));
      },
    });
  },
});
