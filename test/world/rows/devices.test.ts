import { describe } from 'vitest';
import { DEVICE_ROWS } from '../../../protocol/mehrs/expected/rows/devices/index.ts';
import { playRows } from './support.ts';

describe('catalogue rows in a real world: devices', () => playRows(DEVICE_ROWS));
