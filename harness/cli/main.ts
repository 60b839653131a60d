/** `mehrs <verb>`: every verb. Results on stdout, everything else on stderr. */
import { start } from './start.ts';
import { registerAsyncApi } from './asyncapi.ts';
import { registerCatalogue } from './catalogue.ts';
import { registerCited } from './cited.ts';
import { registerDocs } from './docs.ts';
import { registerEstate, registerMa } from './estate.ts';
import { registerExplore } from './explore.ts';
import { registerKeys } from './keys.ts';
import { registerMutants } from './mutants.ts';
import { registerParty } from './party.ts';
import { registerJourneys } from './journeys.ts';
import { registerPlay } from './play.ts';
import { registerReference } from './reference.ts';
import { registerReplay } from './replay.ts';
import { registerRun } from './run.ts';
import { registerShow } from './show.ts';
import { registerSpin } from './spin.ts';
import { registerTabulate } from './tabulate.ts';
import { registerUp } from './up.ts';
import { registerWatch } from './follow.ts';

start(
  registerRun, registerPlay, registerMutants, registerEstate, registerMa, registerReference, registerKeys, registerAsyncApi, registerShow, registerCatalogue, registerCited, registerDocs, registerTabulate, registerExplore, registerReplay, registerJourneys, registerSpin, registerParty, registerUp, registerWatch,
);
