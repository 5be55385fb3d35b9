import { JSONParser } from '@streamparser/json';

/**
 * Counts the elements and relations of an answer while it arrives. Only for the person who waits: the answer itself is
 * read once it is whole.
 */
export class ElementCounter {
  #elements = 0;
  #relations = 0;
  readonly #parser = new JSONParser({
    paths: ['$.elements.*', '$.relations.*'],
    keepStack: false,
  });
  #broken = false;

  constructor() {
    this.#parser.onValue = ({ stack }) => {
      if (stack[1]?.key === 'elements') {
        this.#elements++;
      } else {
        this.#relations++;
      }
    };
    // The default throws from inside the tokenizer.
    this.#parser.onError = () => {
      this.#broken = true;
    };
  }

  /** Takes the next piece; after the first that is no JSON the counts stay. */
  write(piece: string): void {
    if (!this.#broken) {
      this.#parser.write(piece);
    }
  }

  /** The counts in words, or undefined while there are none. */
  message(): string | undefined {
    if (this.#elements === 0) {
      return undefined;
    }
    const elements = count(this.#elements, 'element');
    return this.#relations === 0
      ? `${elements} so far`
      : `${elements} and ${count(this.#relations, 'relation')} so far`;
  }
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
