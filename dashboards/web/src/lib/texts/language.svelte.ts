import type { Text } from '../contract';
import { recall, remember } from '../remembered';
import { en } from './en';
import { id, type Texts } from './id';

export type LanguageCode = 'id' | 'en';

const texts: Record<LanguageCode, Texts> = { id, en };

class Language {
  code = $state<LanguageCode>(recall('language') === 'en' ? 'en' : 'id');
  readonly t = $derived(texts[this.code]);

  toggle(): void {
    this.code = this.code === 'id' ? 'en' : 'id';
    remember('language', this.code);
  }

  /** The text of the plan in the language of the screen. */
  pick(text: Text): string {
    return text[this.code];
  }
}

export const language = new Language();
