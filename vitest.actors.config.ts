import { mergeConfig } from 'vitest/config';
import stryker from './vitest.stryker.config.ts';

const WORLDS = ['detected', 'dualControl', 'fileErrors', 'laws', 'planning', 'reference', 'ruleSets', 'seat', 'seats', 'spine', 'toldAgain', 'weeks'];
const CYCLE = ['clock', 'groups', 'table5', 'table6', 'table7'];

/** What judges the actors beside the journeys that cover the machines: parties alone, the planning of weeks, and worlds that play what no machine shows. */
export default mergeConfig(stryker, { test: { include: ['test/runtime/**/*.test.ts', 'test/planning/**/*.test.ts', ...WORLDS.map((name) => `test/world/${name}.test.ts`), ...CYCLE.map((name) => `test/cycle/${name}.test.ts`)] } });
