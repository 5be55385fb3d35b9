import { parseAllDocuments } from 'yaml';
import { ANNOTATION_ANALYSIS_ID } from '../entities/annotations';
import { annotation, findEntities } from './merge/entity';
import { canonicalRef } from './merge/refs';
import { PARSE_OPTIONS } from './source/editDocument';
import { toPlain } from './source/plain';

/**
 * Id of the analysis that this plugin published into a `catalog-info.yaml` last: what the System says, as every update
 * writes it there. Its files are the `base` of {@link planUpdate}.
 *
 * @param systemRef - the System meant, where a file may hold more than one: `system:default/shop`
 * @returns undefined for a file that holds none, or that is no YAML
 * @public
 */
export function publishedAnalysisId(
  catalogInfo: string,
  systemRef?: string,
): string | undefined {
  try {
    const documents = parseAllDocuments(catalogInfo, PARSE_OPTIONS);
    const found = findEntities([...documents].map(toPlain)).flatMap(one => {
      const id = annotation(one.entity, ANNOTATION_ANALYSIS_ID);
      return id ? [{ ...one, id }] : [];
    });
    const meant =
      systemRef && found.find(({ ref }) => ref === canonicalRef(systemRef));
    const system = found.find(({ entity }) => entity.kind === 'System');
    return (meant || system || found[0])?.id;
  } catch {
    return undefined;
  }
}
