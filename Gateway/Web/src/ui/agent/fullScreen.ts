/** Chromium's Keyboard Lock: Escape, Alt+Tab and the like go to the page while it is in full screen. */
interface KeyboardLock {
  readonly keyboard?: { lock(): Promise<void>; unlock(): void };
}

/** Shows an element in full screen, or ends that. */
export async function toggleFullScreen(element: Element | null): Promise<void> {
  const { keyboard } = navigator as KeyboardLock;
  if (document.fullscreenElement !== null) {
    keyboard?.unlock();
    await document.exitFullscreen();
    return;
  }
  try {
    await element?.requestFullscreen();
    await keyboard?.lock();
  } catch {
    // Refused by the browser or by the page that this one is embedded in: the picture stays where it is.
  }
}
