/** `mehrs party` alone: what a process that plays parties needs of the program, and no more. */
import { registerParty } from './party.ts';
import { start } from './start.ts';

start(registerParty);
