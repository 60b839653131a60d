import { describe } from 'vitest';
import { FILE_ROWS } from '../../../protocol/mehrs/expected/rows/files/index.ts';
import { playRows } from './support.ts';

describe('catalogue rows in a real world: files', () => playRows(FILE_ROWS));
