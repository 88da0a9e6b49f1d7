import { Refused, whyOf } from '../api/http';
import { accept, readInvitation, type Invitation } from '../api/invitations';
import type { LanguageCode, SessionAnswer } from '../contract';
import { Countdown } from './countdown.svelte';
import { advise } from './password';

export type WelcomeProblem = { readonly kind: 'user' | 'displayName' | 'password' | 'refused'; readonly why: string } | { readonly kind: 'codeWrong' | 'locked' | 'unreachable' };
export type Missing = 'userMissing' | 'userOdd' | 'displayNameMissing' | 'password' | 'code' | null;

/** An invitation, the first set-up or a forgotten password: they differ in what is known already. */
export class WelcomeForm {
  phase = $state<'reading' | 'open' | 'gone' | 'failed'>('reading');
  invitation = $state.raw<Invitation | null>(null);
  user = $state('');
  displayName = $state('');
  password = $state('');
  code = $state('');
  /** A lost password is no way around the second code. */
  needsCode = $state(false);
  /** What this page found; only said once somebody has tried. */
  missing = $state.raw<Missing>(null);
  problem = $state.raw<WelcomeProblem | null>(null);
  sending = $state(false);
  readonly locked = new Countdown();

  readonly #code: string;
  readonly #onSignedIn: (answer: SessionAnswer) => void;

  constructor(code: string, onSignedIn: (answer: SessionAnswer) => void) {
    this.#code = code;
    this.#onSignedIn = onSignedIn;
  }

  /** @param greet The language of whose link it is. */
  async open(greet: (language: LanguageCode) => void = () => undefined): Promise<void> {
    this.phase = 'reading';
    try {
      this.invitation = await readInvitation(this.#code);
      this.displayName = this.invitation.displayName ?? '';
      this.needsCode = this.invitation.totp;
      if (this.invitation.language !== null) greet(this.invitation.language);
      this.phase = 'open';
    } catch (failure) {
      this.phase = failure instanceof Refused && failure.status === 404 ? 'gone' : 'failed';
    }
  }

  async submit(language: LanguageCode): Promise<void> {
    if (this.sending || this.invitation === null || this.locked.left > 0) return;
    this.problem = null;
    this.missing = this.#missing();
    if (this.missing !== null) return;
    const names = this.invitation.user === null ? { user: this.user.trim(), displayName: this.displayName.trim() } : {};
    const code = this.needsCode ? { code: this.code.replaceAll(/\s/g, '') } : {};
    this.sending = true;
    try {
      this.#onSignedIn(await accept(this.#code, { ...names, language, password: this.password, ...code }));
    } catch (failure) {
      this.#explain(failure);
    } finally {
      this.sending = false;
    }
  }

  #missing(): Missing {
    if (this.invitation?.user === null) {
      if (this.user.trim() === '') return 'userMissing';
      if (!/^[a-zA-Z0-9_-]+$/.test(this.user.trim())) return 'userOdd';
      if (this.displayName.trim() === '') return 'displayNameMissing';
    }
    const { kind } = advise(this.password, []);
    if (kind === 'empty' || kind === 'short' || kind === 'long') return 'password';
    return this.needsCode && this.code.trim() === '' ? 'code' : null;
  }

  #explain(failure: unknown): void {
    if (!(failure instanceof Refused)) {
      this.problem = { kind: 'unreachable' };
      return;
    }
    const { status, problem } = failure;
    if (status === 404) {
      this.phase = 'gone';
      return;
    }
    if (status === 429) {
      this.locked.start(problem.retryAfter ?? 0);
      this.problem = { kind: 'locked' };
      return;
    }
    if (problem.reason === 'codeNeeded' || problem.reason === 'codeWrong') {
      this.needsCode = true;
      this.code = '';
      this.problem = problem.reason === 'codeWrong' ? { kind: 'codeWrong' } : null;
      return;
    }
    const field = (['user', 'displayName', 'password'] as const).find((name) => problem.errors?.[name] !== undefined);
    this.problem = { kind: field ?? 'refused', why: field === undefined ? whyOf(failure) : (problem.errors?.[field] ?? []).join(' ') };
  }
}
