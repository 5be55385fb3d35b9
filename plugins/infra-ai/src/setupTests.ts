import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// jsdom lays nothing out; the graph and the tables ask for these all the same.
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

// The page is loaded lazily and transformed on the first use, which a busy machine does not do in a second.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(90_000);

beforeEach(() => {
  window.sessionStorage.clear();
  // Backstage keeps the language that was used last.
  window.localStorage.clear();
});
