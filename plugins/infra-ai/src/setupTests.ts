import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';
import { mutate } from 'swr';
import { setPictureDraft } from './components/analyze/pictureDraft';

// jsdom lays nothing out; the graph, the tables and the editor ask for these all the same.
class NoResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
window.ResizeObserver ??= NoResizeObserver;
window.matchMedia ??= query =>
  ({
    matches: false,
    media: query,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
  } as unknown as MediaQueryList);

Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;

// jsdom's files cannot be read as browsers' can.
File.prototype.arrayBuffer ??= function arrayBuffer(this: File) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as ArrayBuffer);
    reader.onerror = () => reject(reader.error);
    reader.readAsArrayBuffer(this);
  });
};

// jsdom has no addresses for blobs. A test that asks what an image shows looks the blob up here.
const blobs = new Map<string, Blob>();
let blobNumber = 0;
URL.createObjectURL = blob => {
  blobNumber += 1;
  const url = `blob:test/${blobNumber}`;
  blobs.set(url, blob as Blob);
  return url;
};
URL.revokeObjectURL = url => blobs.delete(url);
Object.assign(window, { testBlobs: blobs });

// The page is loaded lazily and transformed on the first use, which a busy machine does not do in a second.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(90_000);

beforeEach(async () => {
  // Backstage keeps what a person may for the whole page, so for all tests of a file.
  await mutate(() => true, undefined);
  setPictureDraft(undefined);
  window.sessionStorage.clear();
  // Backstage keeps the language that was used last.
  window.localStorage.clear();
});
