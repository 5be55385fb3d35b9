/** What a strip of text says. */
export interface Reading {
  text: string;
  /** Mean probability of its characters, 0 to 1; 0 when there is none. */
  confidence: number;
}

/**
 * Greedy decoding of connectionist temporal classification: in each step the likeliest class; repetitions without a blank
 * between them are one character. Class 0 is the blank.
 *
 * @param probabilities - `steps` rows of `classes` values
 */
export function decodeCtc(
  probabilities: Float32Array,
  steps: number,
  classes: number,
  dictionary: readonly string[],
): Reading {
  let text = '';
  let sum = 0;
  let characters = 0;
  let previous = 0;
  for (let step = 0; step < steps; step++) {
    const start = step * classes;
    let best = 0;
    let highest = probabilities[start];
    for (let index = 1; index < classes; index++) {
      const value = probabilities[start + index];
      if (value > highest) {
        highest = value;
        best = index;
      }
    }
    if (best !== 0 && best !== previous) {
      text += dictionary[best] ?? '';
      sum += highest;
      characters++;
    }
    previous = best;
  }
  return { text: tidy(text), confidence: characters ? sum / characters : 0 };
}

/** The classes of the recognizer: the blank, the characters of the file, one a line, and the space. */
export function parseDictionary(file: string): string[] {
  return ['', ...file.replace(/\r?\n$/, '').split(/\r?\n/), ' '];
}

/** The recognizer, which knows Chinese too, takes some punctuation for its full-width form. */
function tidy(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, wide =>
      String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
    )
    .replace(/\s+/g, ' ')
    .trim();
}
