import { registerAnalyzeRepository } from './analyzeRepository';
import { registerAnalyzeText } from './analyzeText';
import { registerPreviewFiles } from './previewFiles';
import { registerPublish } from './publish';
import { registerGetAnalysis, registerListAnalyses } from './readAnalyses';
import type { ActionDeps } from './types';

/**
 * Registers the plugin's actions, which the MCP server of the portal offers to AI agents as tools. Each acts with the
 * caller's credentials through the services that check them.
 */
export function registerActions(deps: ActionDeps): void {
  registerAnalyzeText(deps);
  registerAnalyzeRepository(deps);
  registerGetAnalysis(deps);
  registerListAnalyses(deps);
  registerPreviewFiles(deps);
  registerPublish(deps);
}
