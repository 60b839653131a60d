/**
 * Tells when a bus has stopped delivering. A server that is frozen, or ended in the wrong moment, acknowledges what it
 * was given and says nothing more; the world would wait for ever (its invariant W1).
 */
import { BusError, type Bus } from '../../actors/runtime/ports.ts';

export interface WatchedBus {
  readonly bus: Bus;
  /** Rejects with a BusError when messages are owed and nothing has arrived for too long. Never resolves. */
  readonly stalled: Promise<never>;
  stop(): void;
}

const TICK_MS = 1_000;
/** Longer than a server may take to restart. Ticks are counted, not time: a process that was busy or asleep has missed them too. */
const SILENT_TICKS = 12;

export const watched = (bus: Bus): WatchedBus => {
  let owed = 0;
  let silentTicks = 0;
  let tick: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_, reject) => {
    tick = setInterval(() => {
      silentTicks = owed > 0 ? silentTicks + 1 : 0;
      if (silentTicks >= SILENT_TICKS) reject(new BusError('timeout', `for ${SILENT_TICKS} s nothing has arrived of what was sent, messages owed: ${owed}`));
    }, TICK_MS);
  });
  stalled.catch(() => undefined);
  return {
    stalled,
    stop: () => clearInterval(tick),
    bus: {
      name: bus.name, run: bus.run, guarantees: bus.guarantees, files: bus.files, state: bus.state,
      publish: (envelope) => {
        owed += 1;
        silentTicks = 0;
        return bus.publish(envelope);
      },
      flush: () => bus.flush(),
      consume: (to, afterPosition, deliver) => bus.consume(to, afterPosition, (delivery) => {
        owed -= 1;
        silentTicks = 0;
        deliver(delivery);
      }),
      ...(bus.onRefused === undefined ? {} : { onRefused: (listener: Parameters<NonNullable<Bus['onRefused']>>[0]) => bus.onRefused?.(listener) }),
      replay: () => bus.replay(),
      serve: (subject, answer) => bus.serve(subject, answer),
      request: (subject, bytes, timeoutMs) => bus.request(subject, bytes, timeoutMs),
      close: () => bus.close(),
    },
  };
};
