import { stringify } from 'yaml';
import type { Element } from '../model';

const NOT_DOCUMENTED =
  'This interface is known to exist, but its definition was not part of what was analyzed.';

/**
 * The definition an API entity must have. Where the source held none, the answer says so in the smallest document
 * that is valid for the type, so that the portal's API page shows a sentence and not an error.
 */
export function apiDefinition(element: Element): string {
  if (element.definition) {
    return element.definition;
  }
  const info = {
    title: element.title ?? element.name,
    version: '0.0.0',
    description: NOT_DOCUMENTED,
  };
  switch (element.type) {
    case 'openapi':
      return stringify({ openapi: '3.0.3', info, paths: {} });
    case 'asyncapi':
      return stringify({ asyncapi: '2.6.0', info, channels: {} });
    default:
      return NOT_DOCUMENTED;
  }
}
