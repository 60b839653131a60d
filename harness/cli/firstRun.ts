/**
 * The coordinator that `mehrs up` starts: a process of its own that plays one world in the fleet. One that is killed is
 * started again and takes its run over by the run's name; one that ends has come to an end, or tells why not.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/mehrs.mjs', import.meta.url));

export interface FirstRunOptions {
  readonly fleet: string;
  readonly run: string;
  /** Flags of `mehrs run`: the world, the server's credentials, where run folders go. */
  readonly flags: readonly string[];
  /** Told of what happens to it, for people. */
  say(line: string): void;
}

export class FirstRun {
  #child: ChildProcess | undefined;
  #stopped = false;
  #standing = 'starts';

  private constructor(private readonly options: FirstRunOptions) {}

  static start(options: FirstRunOptions): FirstRun {
    const first = new FirstRun(options);
    first.#start();
    return first;
  }

  /** What there is to say of it, one line: at work, or how it ended. */
  get standing(): string {
    return this.#standing;
  }

  get run(): string {
    return this.options.run;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  stop(): void {
    this.#stopped = true;
    this.#child?.kill('SIGKILL');
  }

  #start(): void {
    const { fleet, run, flags, say } = this.options;
    const child = spawn(process.execPath, [PROGRAM, 'run', '--fleet', fleet, '--run-id', run, ...flags, '--json', '--tied'], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child = child;
    this.#standing = 'at work';
    const said = { stdout: '', stderr: '' };
    child.stdin.on('error', () => undefined);
    child.stdout.setEncoding('utf8').on('data', (text: string) => { said.stdout += text; });
    child.stderr.setEncoding('utf8').on('data', (text: string) => { said.stderr += text; });
    child.once('error', (error) => this.#end(`did not start: ${error.message}`));
    child.once('close', (code, signal) => {
      if (this.#stopped) return;
      if (signal !== null) {
        say(`the coordinator has ended (${signal}); it is started again and takes run ${run} over`);
        this.#start();
      } else if (said.stdout === '') {
        say(`the coordinator gave up: ${said.stderr.trim()}`);
        this.#end('gave up');
      } else {
        const { path, journalSha256, messages } = JSON.parse(said.stdout) as { path: string; journalSha256: string; messages: number };
        this.#end(`has ended ${code === 0 ? 'soundly' : 'unsoundly, see summary.json'}: ${messages} messages, journal ${journalSha256.slice(0, 12)}, ${path}`);
      }
    });
  }

  #end(how: string): void {
    this.#child = undefined;
    this.#standing = how;
  }
}
