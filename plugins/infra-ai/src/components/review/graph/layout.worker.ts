import { layoutGraph, type LayoutInput } from './layoutGraph';

interface LayoutRequest {
  number: number;
  input: LayoutInput;
}

self.onmessage = ({ data }: MessageEvent<LayoutRequest>) => {
  const { number, input } = data;
  self.postMessage({ number, layout: layoutGraph(input) });
};
