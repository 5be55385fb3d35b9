import { findLabel } from './findLabel';
it.each([100, 400, 1000])('perf %s', n => {
  const lines = Array.from({ length: n }, (_, i) => ({ text: `orders service ${i} data base`, x: (i % 10) / 10, y: Math.floor(i / 10) / 60, width: 0.09, height: 0.012, confidence: 1 }));
  for (const name of ['orders service billing platform 3 x', 'Kafka', 'orders service', 'orders service billing']) {
    const t = performance.now();
    findLabel(name, { lines, width: 2000, height: 2000 });
    console.log(n, name, 'ms', performance.now() - t);
  }
}, 20000);
