/** Before every file of tests: most worlds sign and read the same bytes as others before them, and what is the same is worked out once. */
import { ANSWERS_KEPT, remember } from '../protocol/security/memo.ts';

remember(ANSWERS_KEPT);
