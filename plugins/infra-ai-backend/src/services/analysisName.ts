import type { InfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import { pictureTitle } from './pictureName';

const MAX_PROVISIONAL = 60;
/** Words that many systems have a part of. */
const COMMON =
  /^(?:the|a|my|our|main|web|mobile|rest|http|graphql|public|internal|back|front|end|frontend|backend|api|app|application|client|server|service|services|site|website|portal|dashboard|worker|workers|job|jobs|gateway|proxy|function|lambda|bot|cli|ui|admin|microservice|container|module|component|servicio|servicios|microservicio|aplicacion|aplicaci[oó]n|movil|m[oó]vil|sitio|panel|tarea|funcion|funci[oó]n|proceso|trabajador|cliente|servidor|de|del|la|el|\d+)$/i;

/**
 * Name of the system once it was analyzed: what the source calls it, else what its file is called, else what its main
 * part is called. Entity names are global in a catalog, so one that nothing names gets a name of its own rather than
 * "system".
 */
export function systemName(
  id: string,
  model: InfrastructureModel,
  fileName?: string,
  title?: string,
): string {
  return (
    model.system?.name ??
    pictureTitle(fileName) ??
    title ??
    nameOfMainPart(model) ??
    `system-${id.slice(0, 8)}`
  ).slice(0, 100);
}

/** The component with the most relations whose name tells it from those of other systems. */
function nameOfMainPart({
  elements,
  relations,
  source,
}: InfrastructureModel): string | undefined {
  const degrees = new Map<string, number>();
  for (const { from, to } of relations) {
    degrees.set(from, (degrees.get(from) ?? 0) + 1);
    degrees.set(to, (degrees.get(to) ?? 0) + 1);
  }
  const degreeOf = (element: { id: string }) => degrees.get(element.id) ?? 0;
  const [main] = elements
    .filter(
      ({ kind, type, name }) =>
        kind === 'component' &&
        !type.startsWith('external') &&
        name.split(/[\s._/-]+/).some(word => !COMMON.test(word)),
    )
    .sort((a, b) => degreeOf(b) - degreeOf(a));
  if (!main || !degreeOf(main)) return undefined;
  return source?.language === 'es'
    ? `Sistema de ${main.name}`
    : `${main.name} system`;
}

/** Name of an analysis that is not done and was given none: the start of its description, else its file's. */
export function provisionalName(
  description: string,
  fileName?: string,
): string {
  const line = (description.trim() || pictureTitle(fileName) || 'Picture')
    .split(/[\r\n]/, 1)[0]
    .replace(/\s+/g, ' ');
  return line.length <= MAX_PROVISIONAL
    ? line
    : `${line.slice(0, MAX_PROVISIONAL - 1).trimEnd()}…`;
}
