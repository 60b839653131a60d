/** StrykerJS over the actors: judged by whole worlds beside the journeys, which no other part wants. See stryker.config.mjs. */
import stryker from './stryker.config.mjs';

/** `STRYKER_WORKERS=2` where nobody else is at work on the machine. */
export default { ...stryker, concurrency: Number(process.env.STRYKER_WORKERS ?? 1), vitest: { ...stryker.vitest, configFile: 'vitest.actors.config.ts' } };
