import type { LanguageCode, Text } from '../contract';
import { recall, remember } from '../remembered';
import { en } from './en';
import { id, type Texts } from './id';

export type { LanguageCode } from '../contract';

const texts: Record<LanguageCode, Texts> = { id, en };

class Language {
  code = $state<LanguageCode>(recall('language') === 'en' ? 'en' : 'id');
  readonly t = $derived(texts[this.code]);

  toggle(): void {
    this.choose(this.code === 'id' ? 'en' : 'id');
  }

  choose(code: LanguageCode): void {
    this.code = code;
    remember('language', code);
  }

  /** The text of the plan in the language of the screen. */
  pick(text: Text): string {
    return text[this.code];
  }
}

export const language = new Language();
