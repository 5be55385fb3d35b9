/**
 * A local GitHub for trying the platform and for its tests.
 *
 * @packageDocumentation
 */

export { runCommand } from './command';
export { startGitHubSandbox } from './startGitHubSandbox';
export type {
  GitHubSandbox,
  GitHubSandboxOptions,
  NewSandboxRepository,
} from './startGitHubSandbox';
export type { Fault, FaultSpec, FaultRegistry } from './faults/FaultRegistry';
export type {
  JournalEntry,
  RequestJournal,
  RequestKind,
} from './faults/RequestJournal';
export type { RateLimits } from './limits/RateLimiter';
export { signPayload } from './webhooks/WebhookSender';
export type { WebhookDelivery, WebhookTarget } from './webhooks/WebhookSender';
export type {
  Account,
  OrganizationAccount,
  RepositoryRecord,
  UserAccount,
  Visibility,
} from './types';
