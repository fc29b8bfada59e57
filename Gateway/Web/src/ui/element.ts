import { LitElement } from 'lit';
import { LanguageController } from './texts/texts.ts';

/**
 * A component that renders into the page itself: integrators and tests find everything with plain `document.querySelector`, and one style sheet
 * serves all.
 */
export abstract class PageElement extends LitElement {
  constructor() {
    super();
    new LanguageController(this);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
