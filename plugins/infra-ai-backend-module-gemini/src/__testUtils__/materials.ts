import { shopAnswer, shopText } from './shop';
import { shopPicture, shopPictureAnswer } from './shopPicture';

/** Every kind of material, with an answer to it: for what must not depend on the kind. */
export const materials = [
  {
    what: 'a text',
    input: { kind: 'text' as const, text: shopText },
    answer: shopAnswer,
  },
  { what: 'a picture', input: shopPicture, answer: shopPictureAnswer },
];
