import { describe } from 'vitest';
import { AUTHORISATION_ROWS } from '../../../protocol/mehrs/expected/rows/authorisation/index.ts';
import { playRows } from './support.ts';

describe('catalogue rows in a real world: authorisation', () => playRows(AUTHORISATION_ROWS));
