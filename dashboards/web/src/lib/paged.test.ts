import { describe, expect, it } from 'vitest';
import { Paged } from './paged.svelte';

describe('a list that is read page by page', () => {
  it('asks again what has failed: after a new question its newest page, never the older page of the question before', async () => {
    const asked: (number | null)[] = [];
    let fails = false;
    const list = new Paged(async (before) => {
      asked.push(before);
      if (fails) throw new TypeError('Failed to fetch');
      return { entries: [{ number: before === null ? 9 : before - 1 }], next: before === null ? 9 : null };
    });
    await list.refresh();
    fails = true;
    await list.refresh();
    fails = false;
    await list.more();
    expect(asked).toEqual([null, null, null]);
    expect(list.entries).toEqual([{ number: 9 }]);

    fails = true;
    await list.more();
    fails = false;
    await list.more();
    expect(asked.slice(3)).toEqual([9, 9]);
    expect(list.entries).toEqual([{ number: 9 }, { number: 8 }]);
  });
});
