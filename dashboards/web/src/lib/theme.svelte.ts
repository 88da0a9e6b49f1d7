const query = matchMedia('(prefers-color-scheme: dark)');

/** A canvas keeps its colours: it has to know when the page's change. */
class Theme {
  dark = $state(query.matches);

  constructor() {
    query.addEventListener('change', () => (this.dark = query.matches));
  }
}

export const theme = new Theme();
