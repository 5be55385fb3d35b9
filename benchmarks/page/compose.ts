/** A compose file of a layered system: each service is called by an earlier one, the other calls go a few layers ahead. */
export function composeFile(services: number, dependencies: number): string {
  // Reproducible: the same graph on each machine.
  let state = 42;
  const random = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
  const calls = Array.from({ length: services }, () => new Set<number>());
  for (let count = 0; count < dependencies; ) {
    const to = count < services - 1 ? count + 1 : 1 + random(services - 1);
    const from = calls[Math.max(0, to - 1 - random(Math.min(to, 40)))];
    if (!from.has(to)) {
      from.add(to);
      count += 1;
    }
  }
  return [
    'services:',
    ...calls.flatMap((targets, i) => [
      `  service-${i}:`,
      `    image: example/service-${i}:1.0.0`,
      ...(targets.size > 0 ? ['    depends_on:'] : []),
      ...Array.from(targets, target => `      - service-${target}`),
    ]),
    '',
  ].join('\n');
}
