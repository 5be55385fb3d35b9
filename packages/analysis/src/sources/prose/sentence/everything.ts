import { isEdge, type Entity } from '../entities';
import type { Token } from '../tokens';
import type { SentenceState } from './state';

/** "All services", "Logs of all the components", "Todo", "Todos los servicios": how a sentence about everything begins. */
const EVERYTHING =
  /^(?:(?:all |the |los |las )?(?:logs|metrics|traces|errors|telemetry|registros|metricas|trazas|errores) (?:and (?:logs|metrics|traces) |y (?:logs|metricas|trazas) )?(?:of|from|de) )?(?:everything|todo(?= (?:se )?[a-z]+[ae]n? )|(?:all|every|each|tod[oa]s?|cada un[oa] de)(?: of)?(?: the| these| those| our| l[oa]s| nuestr[oa]s| est[oa]s)?(?: (?:above|backend|internal|other|demas|own))?(?: (services?|microservices?|components?|applications?|apps?|workers?|them|above|parts|servicios|microservicios|componentes|aplicaciones|ellos|ellas|piezas|anteriores)))(?= )/;
const ONLY_SERVICES = /^(?:micro)?servic/;
const BEHIND = /^(?:behind|through|detras|tras|traves)$/;
const EXCEPT = /^(?:except|excluding|apart|salvo|excepto|menos)$/;
const SERVICES = /^(?:service|worker|job|function)$/;

/** What is watched, secured or reached in the same way everywhere; other sentences are read where they stand. */
const SUPPORT =
  /^(?:log|ship|send|emit|export|report|trace|monitor|instrument|authenticate|deploy|push|forward|stream|publish|go|end|land|collect|scrape|use|sit|registrar|enviar|mandar|emitir|exportar|reportar|monitorear|monitorizar|supervisar|ir|acabar|terminar|llegar|publicar|volcar|usar|utilizar|estar|quedar|autenticar)$/;

const lowOf = (tokens: readonly Token[]) =>
  `${tokens
    .slice(0, 14)
    .map(({ low }) => low)
    .join(' ')} `;

/** Whether a sentence says something of everything, so that it is read when all parts are known. */
export function isOfEverything(tokens: readonly Token[]): boolean {
  return EVERYTHING.test(lowOf(tokens));
}

/** Makes all parts the subject, but for those that are excepted. Returns the token to go on at. */
export function takeEverything(state: SentenceState): number {
  const { tokens, context } = state;
  const match = EVERYTHING.exec(lowOf(tokens));
  if (!match) return 0;
  const end = match[0].split(' ').length;
  const verb = tokens.findIndex((_, i) => {
    const reading = i >= end && i < end + 5 && state.isVerb(i);
    return reading && reading.class !== 'be' && reading.lemma !== 'have';
  });
  const lemma = state.isVerb(verb)?.lemma ?? '';
  if (verb < 0 || !SUPPORT.test(lemma)) return 0;
  const isBehind = tokens.some(({ low }) => BEHIND.test(low));
  const kinds =
    isBehind || ONLY_SERVICES.test(match[1] ?? '') ? 'service' : 'part';
  const except = tokens.findIndex(({ low }) => EXCEPT.test(low));
  const excepted = except > verb ? namedBehind(state, except) : [];
  const all = context.entities.all.filter(
    entity => isOwnPart(entity, kinds, isBehind) && !excepted.includes(entity),
  );
  if (!all.length) return 0;
  if (except > verb) state.endsAt = except;
  state.subject = all;
  state.subjectKind = 'explicit';
  state.isOfEverything = !isBehind;
  return end;
}

function namedBehind(state: SentenceState, index: number): Entity[] {
  return state.phrases
    .filter(({ from }) => from > index)
    .flatMap(
      ({ entity, name }) => entity ?? state.context.entities.named(name) ?? [],
    );
}

/** Whether a team writes or runs an element as part of the system, and does not only buy it. */
function isOwnPart(
  entity: Entity,
  kinds: 'service' | 'part',
  isBehind: boolean,
): boolean {
  const { kind, type, product, ranges, defined, involved } = entity;
  if (kind !== 'component' || !ranges.length || !(defined || involved)) {
    return false;
  }
  if (product?.role === 'product' || type.startsWith('external')) return false;
  if (isBehind && isEdge(entity)) return false;
  const served = isBehind ? /^(?:service|website)$/ : SERVICES;
  return kinds === 'part' && !isBehind
    ? type !== 'library' && type !== 'device'
    : served.test(type);
}
