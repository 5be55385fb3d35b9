/** Names that say what is in the file. */
const TELLING =
  /(?:^|\/)(?:catalog-info|kustomization|serverless|pulumi|[^/]*compose|openapi|swagger|asyncapi)[^/]*\.(?:ya?ml|json)$|\.(?:tf|tofu|template|excalidraw)\.json$/i;

/** Keys that one of the formats begins a document with. */
const MARK =
  /^["']?(?:apiVersion|services|openapi|swagger|asyncapi|AWSTemplateFormatVersion|Resources|service|resources|Transform)["']?\s*:|"(?:openapi|swagger|asyncapi|AWSTemplateFormatVersion|Resources|apiVersion)"\s*:/m;

/** A format says what it is near its start; comments may come before. */
const HEAD_BYTES = 20_000;

/**
 * Whether a YAML or JSON file of a repository may be in one of the formats that define infrastructure, by its content:
 * most files of these kinds are settings of something. Files of other kinds are what their names say.
 *
 * @public
 */
export function statesInfrastructure(
  path: string,
  content: Uint8Array,
): boolean {
  if (!/\.(?:ya?ml|json)$/i.test(path) || TELLING.test(path)) {
    return true;
  }
  const head = new TextDecoder().decode(content.subarray(0, HEAD_BYTES));
  return MARK.test(head);
}
