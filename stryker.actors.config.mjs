/** StrykerJS over the actors: judged by whole worlds beside the journeys, which no other part wants. See stryker.config.mjs. */
import stryker from './stryker.config.mjs';

export default { ...stryker, vitest: { ...stryker.vitest, configFile: 'vitest.actors.config.ts' } };
