import { mergeConfig } from 'vitest/config';
import stryker from './vitest.stryker.config.ts';

/** Beside the journeys that cover the machines: the tests that play whole worlds, or one party alone. */
export default mergeConfig(stryker, { test: { include: ['runtime', 'world', 'cycle', 'planning', 'machines'].map((folder) => `test/${folder}/**/*.test.ts`) } });
