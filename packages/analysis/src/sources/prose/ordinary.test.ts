import { ordinaryEnglish } from './__testUtils__/ordinaryEnglish';
import { ordinarySpanish } from './__testUtils__/ordinarySpanish';
import { read } from './__testUtils__/read';

describe.each([
  ['English', ordinaryEnglish],
  ['Spanish', ordinarySpanish],
])('ordinary texts in %s', (_, texts) => {
  it.each(texts)('%s', async (text, names, relations) => {
    const found = await read(text);
    expect({
      names: [...found.names].sort(),
      relations: [...found.relations].sort(),
    }).toEqual({ names: [...names].sort(), relations: [...relations].sort() });
  });
});
