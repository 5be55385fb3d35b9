import { fold } from '../../vocabulary';
import { english as englishGrammar } from './en';
import { spanish as spanishGrammar } from './es';

const SPANISH = new Set(
  'el la los las de del que y en un una se por con para al como su sus es son esta este desde sobre entre sin tiene mediante cada datos usa hacia lo cuando tambien'.split(
    ' ',
  ),
);
const ENGLISH = new Set(
  'the of and to in is that for it with as are on this by from be which an or has its each uses into through data when also at'.split(
    ' ',
  ),
);

/** The language of a text, by its commonest words; English when nothing speaks for Spanish. */
export function languageOf(text: string): 'en' | 'es' {
  let spanish = 0;
  let english = 0;
  const words = fold(text.slice(0, 20_000)).split(/[^a-z]+/);
  for (const word of words) {
    if (SPANISH.has(word)) spanish++;
    else if (ENGLISH.has(word)) english++;
  }
  if (spanish === english) {
    // "Django consulta MariaDB": no small words, so the verbs tell
    for (const word of words) {
      if (spanishGrammar.verbs.has(word)) spanish++;
      if (englishGrammar.verbs.has(word)) english++;
    }
  }
  return spanish > english ? 'es' : 'en';
}
