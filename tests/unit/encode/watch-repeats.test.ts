// An encoder that answers all images alike is asked a question with a known answer; images that are alike stay in.
import { expect, test } from 'vitest';
import { watchRepeats } from '../../../src/domain/encode/watch-repeats';

const image = (value: number) => Uint8Array.of(value, value, value);
const vector = (value: number) => Float32Array.of(value, 1);

test('the same vector for another image: refused where the self-test fails, taken where it holds, asked once', async () => {
  let right = true;
  let asked = 0;
  const stillRight = async () => {
    asked += 1;
    return right;
  };
  const encode = watchRepeats(async (prepared) => vector((prepared[0] ?? 0) > 5 ? 9 : 1), stillRight);
  await encode(image(1));
  await encode(image(2));
  await encode(image(3));
  expect(asked).toBe(1);
  await encode(image(7));
  right = false;
  await expect(encode(image(8))).rejects.toMatchObject({
    code: 'encoder-invalid-output',
    detail: { what: 'same' },
  });
  expect(asked).toBe(2);
});

test('the same image again is no reason to ask', async () => {
  const encode = watchRepeats(
    async () => vector(1),
    async () => {
      throw new Error('asked');
    },
  );
  await encode(image(1));
  expect(await encode(image(1))).toEqual(vector(1));
});
