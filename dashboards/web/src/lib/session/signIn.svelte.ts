import { Refused, whyOf } from '../api/http';
import { signIn } from '../api/session';
import type { SessionAnswer } from '../contract';
import { Countdown } from './countdown.svelte';

export type SignInProblem =
  | { readonly kind: 'wrong' | 'codeWrong' | 'missing' | 'codeMissing' | 'locked' | 'unreachable' }
  | { readonly kind: 'refused'; readonly why: string };

/** What somebody fills in at the door: a name and a password, then perhaps a code. */
export class SignInForm {
  user = $state('');
  password = $state('');
  code = $state('');
  step = $state<'password' | 'code'>('password');
  problem = $state.raw<SignInProblem | null>(null);
  sending = $state(false);
  readonly locked = new Countdown();

  readonly #onSignedIn: (answer: SessionAnswer) => void;

  constructor(onSignedIn: (answer: SessionAnswer) => void) {
    this.#onSignedIn = onSignedIn;
  }

  async submit(): Promise<void> {
    if (this.sending || this.locked.left > 0) return;
    this.problem = this.#missing();
    if (this.problem !== null) return;
    this.sending = true;
    try {
      this.#onSignedIn(await signIn(this.user.trim(), this.password, this.step === 'code' ? this.code.replaceAll(/\s/g, '') : ''));
    } catch (failure) {
      this.#explain(failure);
    } finally {
      this.sending = false;
    }
  }

  /** Somebody else, or another password. */
  back(): void {
    this.step = 'password';
    this.password = this.code = '';
    this.problem = null;
  }

  #missing(): SignInProblem | null {
    if (this.step === 'code') return this.code.trim() === '' ? { kind: 'codeMissing' } : null;
    return this.user.trim() === '' || this.password === '' ? { kind: 'missing' } : null;
  }

  #explain(failure: unknown): void {
    if (!(failure instanceof Refused)) {
      this.problem = { kind: 'unreachable' };
      return;
    }
    const { status, problem } = failure;
    if (status === 429) {
      this.locked.start(problem.retryAfter ?? 0);
      this.problem = { kind: 'locked' };
    } else if (problem.reason === 'codeNeeded') {
      this.step = 'code';
    } else if (problem.reason === 'codeWrong') {
      this.step = 'code';
      this.code = '';
      this.problem = { kind: 'codeWrong' };
    } else if (problem.reason === 'wrong') {
      this.back();
      this.problem = { kind: 'wrong' };
    } else {
      this.problem = { kind: 'refused', why: whyOf(failure) };
    }
  }
}
