/** Two worlds of one name on one server would hear each other's messages: the first to claim the name has it, for good. */
import { BusError, type Bus } from '../../actors/runtime/ports.ts';

/** The coordinator's record of a run: whoever writes it first has the run. */
const CLAIM = 'coordinator';

/** @param by who claims it, for people. @throws BusError `stale` when the run is or was somebody's. */
export const claimRun = async (bus: Bus, by: string): Promise<void> => {
  try {
    await bus.state.write(CLAIM, 0, new TextEncoder().encode(JSON.stringify({ world: by })));
  } catch (error) {
    if (!(error instanceof BusError && error.code === 'stale')) throw error;
    throw new BusError('stale', `run "${bus.run}" is on this server already: two worlds of one name would hear each other; give another name`);
  }
};
