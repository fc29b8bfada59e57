/**
 * A text field that nobody sees, laid over the screen: what an input method, a dead key, an emoji picker or a paste from the browser's menu
 * writes goes there, and from there to the remote side as text.
 */
export class TextSink {
  readonly element: HTMLTextAreaElement;
  readonly #emit: (text: string) => void;
  #isComposing = false;

  constructor(element: HTMLTextAreaElement, emit: (text: string) => void) {
    this.element = element;
    this.#emit = emit;
    element.addEventListener('compositionstart', () => (this.#isComposing = true));
    element.addEventListener('compositionend', () => {
      this.#isComposing = false;
      this.#take();
    });
    element.addEventListener('input', (event) => {
      if (!this.#isComposing && !(event as InputEvent).isComposing) this.#take();
    });
  }

  /** Puts the field, and with it an input method's window, at a point of the page. */
  moveTo(left: number, top: number): void {
    this.element.style.left = `${left}px`;
    this.element.style.top = `${top}px`;
  }

  /** Forgets a half-typed text. */
  clear(): void {
    this.element.value = '';
  }

  #take(): void {
    const text = this.element.value;
    this.element.value = '';
    if (text !== '') this.#emit(text);
  }
}
