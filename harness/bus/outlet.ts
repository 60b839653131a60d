/**
 * What goes out on one connection, in as few pieces as can be: whoever has something to write, and whoever wants to know when the
 * server has read it, is served once a turn of the event loop, all together. A piece costs more than what is in it.
 */
export class Outlet {
  readonly #writers = new Set<() => void>();
  #isDue = false;
  #flushed: Promise<void> | undefined;
  #ask: (() => void) | undefined;

  /** @param flush writes what the client has, a question behind it, and resolves with the server's answer. */
  constructor(private readonly flush: () => Promise<void>) {}

  /** Calls this once in this turn, before the server is asked. */
  soon(write: () => void): void {
    this.#writers.add(write);
    this.#turn();
  }

  /** Resolves when the server has read all that is written by the end of this turn; one question for all who ask. */
  flushed(): Promise<void> {
    this.#turn();
    return (this.#flushed ??= new Promise((resolve) => { this.#ask = () => resolve(this.flush()); }));
  }

  #turn(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => {
      const [writers, ask] = [[...this.#writers], this.#ask];
      this.#writers.clear();
      this.#isDue = false;
      this.#flushed = this.#ask = undefined;
      for (const write of writers) write();
      // In the same breath: the client writes what it was given together with the question.
      ask?.();
    });
  }
}
