import { describe } from 'vitest';
import { OUTAGE_ROWS } from '../../../protocol/mehrs/expected/rows/outages/index.ts';
import { playRows } from './support.ts';

describe('catalogue rows in a real world: outages', () => playRows(OUTAGE_ROWS));
