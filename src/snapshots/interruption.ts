const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Longest wait for what is done on an interruption, in milliseconds. */
const patience = 3_000;

/**
 * Does something when the process is interrupted, before it ends: a server goes on with a query that nobody cancels. Returns how to
 * stop watching. The process ends as it would have, unless somebody else looks after the signal.
 */
export const onInterruption = (act: () => Promise<unknown>): (() => void) => {
  const stop = (): void => {
    for (const signal of signals) process.off(signal, onSignal);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    stop();
    const hold = setTimeout(() => undefined, patience);
    const limit = new Promise((done) => setTimeout(done, patience).unref());
    const end = (): void => {
      clearTimeout(hold);
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    };
    Promise.race([act(), limit]).then(end, end);
  };
  for (const signal of signals) process.on(signal, onSignal);
  return stop;
};
