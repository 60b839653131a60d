import { describe } from 'vitest';
import { HANDOVER_ROWS } from '../../../protocol/mehrs/expected/rows/handover/index.ts';
import { playRows } from './support.ts';

describe('catalogue rows in a real world: handover', () => playRows(HANDOVER_ROWS));
