import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  infraAiAnalysisCreatePermission,
  infraAiPublishPermission,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { ViewersDoNotPublish } from './ViewersDoNotPublish';

async function decide(
  permission: typeof infraAiPublishPermission,
  groups: string[],
) {
  const userInfo = mockServices.userInfo.mock();
  userInfo.getUserInfo.mockResolvedValue({
    userEntityRef: 'user:default/mock',
    ownershipEntityRefs: ['user:default/mock', ...groups],
  });
  const credentials = mockCredentials.user();
  const { result } = await new ViewersDoNotPublish({ userInfo }).handle(
    { permission },
    {
      credentials,
      info: { userEntityRef: 'user:default/mock', ownershipEntityRefs: [] },
    },
  );
  return result;
}

describe('ViewersDoNotPublish', () => {
  it('denies members of the group publishing, and nobody anything else', async () => {
    const viewers = ['group:default/viewers'];
    expect(await decide(infraAiPublishPermission, viewers)).toBe('DENY');
    expect(await decide(infraAiAnalysisCreatePermission, viewers)).toBe(
      'ALLOW',
    );
    expect(
      await decide(infraAiPublishPermission, ['group:default/guests']),
    ).toBe('ALLOW');
  });
});
