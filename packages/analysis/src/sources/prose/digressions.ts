import { fold } from '../../vocabulary';
import type { Block, MarkedText, Range } from './markdown';

const DIGRESSION =
  /^(?:\d+\.? ?)?(?:quick ?start|getting started|installation|installing|install|setup|set up|prerequisites|requirements|running|how to|run(?: the| it| this)?|usage|development|developing|local development|contribut\w*|licen[cs]e|troubleshooting|faq|tests?|testing|roadmap|future|next steps|todo|authors?|team|credits|acknowledg\w*|references|resources|further reading|learn more|cleanup|clean up|alternatives|why not|additional|comparison|cost|como (?:empezar|ejecutar|usar|contribuir|instalar|desplegar)|primeros pasos|instalacion|requisitos previos|prerrequisitos|ejecucion|puesta en marcha|uso|desarrollo local|contribu\w*|licencia|solucion de problemas|preguntas|pruebas|mejoras|trabajo futuro|futuro|proximos pasos|autor\w*|equipo|integrantes|creditos|agradecimientos|referencias|recursos adicionales|enlaces|limpieza|alternativas|costos?|costes?|despliegue local)\b(?!.*(?:architecture|arquitectura|component|servic))/;

/** The sections of a text that are not about what the system is made of: how to run it, who wrote it, what may come. */
export function digressionsOf({ blocks, masked }: MarkedText): Range[] {
  const ranges: Range[] = [];
  let open: { block: Block & { kind: 'heading' }; start: number } | undefined;
  const close = (end: number) => {
    if (open) ranges.push({ start: open.start, end });
    open = undefined;
  };
  for (const block of blocks) {
    if (block.kind !== 'heading') continue;
    if (open && block.level <= open.block.level) close(block.start);
    const title = fold(masked.slice(block.start, block.end))
      .replace(/[^\p{L}\p{N}. ]+/gu, ' ')
      .trim();
    if (!open && block.level > 1 && DIGRESSION.test(title)) {
      open = { block, start: block.start };
    }
  }
  close(masked.length);
  return ranges;
}
