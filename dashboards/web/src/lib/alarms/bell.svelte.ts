import { recall, remember } from '../remembered';

const repeatAfter = 10_000;

/** Two falling tones of each ring, in Hz: they carry through the noise of a kitchen better than one. */
const tones = [1_175, 880, 1_175, 880];
const toneSeconds = 0.22;

/** The sound of an urgent alarm: at once for each new one, and again until somebody has it in hand. */
class Bell {
  muted = $state(recall('muted') === 'yes');
  /** Browsers keep silent until somebody has touched the page. */
  blocked = $state(true);

  #context: AudioContext | null = null;
  #heard: ReadonlySet<string> = new Set();
  #repeat: ReturnType<typeof setInterval> | undefined;

  start(): void {
    if (navigator.userActivation?.hasBeenActive === true) void this.unblock();
    for (const gesture of ['pointerdown', 'keydown']) addEventListener(gesture, () => void this.unblock());
  }

  async unblock(): Promise<void> {
    this.#context ??= new AudioContext();
    try {
      await this.#context.resume();
    } finally {
      this.blocked = this.#context.state !== 'running';
    }
  }

  toggle(): void {
    this.muted = !this.muted;
    remember('muted', this.muted ? 'yes' : 'no');
  }

  /** @param calls Each alarm that must be heard now, by the call that it makes (`callOf`): one that asks anew rings at once. */
  ringFor(calls: readonly string[]): void {
    const isNew = calls.some((call) => !this.#heard.has(call));
    this.#heard = new Set(calls);
    if (calls.length > 0 && !isNew) return;
    clearInterval(this.#repeat);
    if (calls.length === 0) return;
    this.#ring();
    this.#repeat = setInterval(() => this.#ring(), repeatAfter);
  }

  #ring(): void {
    const context = this.#context;
    if (this.muted || context === null || context.state !== 'running') return;
    for (const [place, frequency] of tones.entries()) {
      const start = context.currentTime + place * toneSeconds;
      const oscillator = new OscillatorNode(context, { type: 'square', frequency });
      const volume = new GainNode(context, { gain: 0 });
      volume.gain.setValueAtTime(0.25, start);
      volume.gain.setTargetAtTime(0, start + toneSeconds * 0.7, 0.03);
      oscillator.connect(volume).connect(context.destination);
      oscillator.start(start);
      oscillator.stop(start + toneSeconds);
    }
  }
}

export const bell = new Bell();
