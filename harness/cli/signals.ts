/**
 * Ctrl-C. While a world runs there is nothing to lose, and the signal ends the process as it would any other (130, 143).
 * While a run folder is written, what was written is taken away first; then the process ends the same way.
 */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export class Interrupted extends Error {
  constructor(readonly signal: (typeof SIGNALS)[number]) {
    super(`${signal}: stopped`);
    this.name = 'Interrupted';
  }
}

/** Does work that cleans up after itself when it is aborted. @throws Interrupted when a signal came. */
export const interruptible = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals): void => controller.abort(new Interrupted(signal as Interrupted['signal']));
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
};
