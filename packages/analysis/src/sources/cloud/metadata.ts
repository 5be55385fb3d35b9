import type { CloudResource } from './model';

const TAG_PATH =
  /^(?:tags|labels|user_labels|metadata\.labels|metadata\.annotations|settings\.user_labels|tag)\.(.+)$/i;
const OWNER = /^(?:owner|team|owned_?by|owner_?team|backstage\.io\/owner)$/i;
const LIFECYCLE = /^(?:lifecycle|backstage\.io\/lifecycle)$/i;
const KEPT =
  /^(?:application|app|component|domain|tier|cost_?cent(?:er|re)|business_?unit|product|service|layer|data_?classification)$/i;
const DESCRIPTION = /^(?:description|comment)$/;

/** Owner, lifecycle, tags and description, as the resource's tags, labels and settings state them. */
export function describe(resource: CloudResource): {
  owner?: string;
  lifecycle?: string;
  tags?: string[];
  description?: string;
} {
  const found: ReturnType<typeof describe> = {};
  const tags = new Set<string>();
  for (const { path, text } of resource.facts) {
    const value = text?.trim();
    if (!value) continue;
    const tag = TAG_PATH.exec(path)?.[1].replace(/[\s-]/g, '_');
    if (tag) {
      if (OWNER.test(tag)) found.owner ??= value.slice(0, 200);
      else if (LIFECYCLE.test(tag)) found.lifecycle ??= value.slice(0, 63);
      else if (KEPT.test(tag)) tags.add(value.slice(0, 63));
    } else if (DESCRIPTION.test(path)) {
      found.description ??= value.slice(0, 2000);
    }
  }
  if (tags.size) found.tags = [...tags].slice(0, 20);
  return found;
}
